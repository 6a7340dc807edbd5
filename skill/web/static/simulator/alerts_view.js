// How timers and reminders look.

import { at } from "../app/view.js";

/** @typedef {import("./alerts.js").Rung} Rung */
/** @typedef {import("./types.js").Reminder} Reminder */
/** @typedef {import("./types.js").Timer} Timer */
/** @typedef {{ id: string, name: string, when: string, share?: number, more?: string }} Row */

const NAMES = /** @type {Record<string, string>} */ ({
  MO: "Monday", TU: "Tuesday", WE: "Wednesday", TH: "Thursday", FR: "Friday", SA: "Saturday", SU: "Sunday",
});
const TITLE = document.title;
const WEEKDAYS = "MO,TU,WE,TH,FR";

/**
 * What is said and shown when it rings.
 *
 * @param {{ label: string | null, timer: boolean }} it
 */
export function told({ label, timer }) {
  if (!timer) {
    return `Reminder: ${label}.`;
  }
  return label ? `The ${label.toLowerCase()} timer is done.` : "The timer is done.";
}

/**
 * What waits: timers with the time that is left, reminders with their next time.
 *
 * @param {Timer[]} timers
 * @param {Reminder[]} reminders
 * @param {number} now
 * @param {(id: string) => void} cancel
 */
export function running(timers, reminders, now, cancel) {
  /** @type {Row[]} */
  const rows = [
    ...timers.map(({ id, label, rings, seconds }) => ({
      id,
      name: label ? `${label} timer` : "Timer",
      when: left(rings - now),
      share: (rings - now) / seconds,
    })),
    ...reminders.map(({ id, label, rings, days }) => ({ id, name: label, when: nextTime(rings, now), more: often(days) })),
  ];
  const list = at("alert-list");
  at("no-alerts").hidden = rows.length > 0;
  if (ids(list) !== rows.map(({ id }) => id).join()) {
    const had = list.contains(document.activeElement);
    list.replaceChildren(...rows.map((row) => made(row, cancel)));
    if (had) {
      focusAfter(list);
    }
  }
  rows.forEach((row, place) => refresh(list.children[place], row));
}

/**
 * What rings now, each with a button that stops it.
 *
 * @param {Rung[]} rung
 * @param {(it: Rung) => void} stop
 */
export function ringing(rung, stop) {
  const shown = at("ringing");
  if (ids(shown) === rung.map(({ id }) => id).join()) {
    return;
  }
  // Also where another tab is in front.
  document.title = rung.length ? `♪ ${told(rung[0])}` : TITLE;
  const had = shown.contains(document.activeElement);
  shown.replaceChildren(...rung.map((it) => {
    const row = part("p", "rings", "");
    row.dataset.id = it.id;
    row.append(part("span", "what", told(it)), button("Stop", told(it), () => stop(it)));
    return row;
  }));
  if (had) {
    focusAfter(shown);
  }
}

/** @param {Element} list */
const ids = (list) => Array.from(list.children, (it) => /** @type {HTMLElement} */ (it).dataset.id).join();

/**
 * @param {Row} row
 * @param {(id: string) => void} cancel
 */
function made({ id, name, share }, cancel) {
  const row = part("li", "", "");
  row.dataset.id = id;
  const words = part("div", "alert", "");
  words.append(part("span", "name", name), part("span", "when", ""), part("span", "small", ""));
  row.append(words, button("Cancel", name, () => cancel(id)));
  if (share !== undefined) {
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", `${name}: what is left`);
    row.append(bar);
  }
  return row;
}

/**
 * @param {Element} row
 * @param {Row} shown
 */
function refresh(row, { when, share, more = "" }) {
  set(row.querySelector(".when"), when);
  set(row.querySelector(".small"), more);
  const bar = row.querySelector("progress");
  if (bar && share !== undefined) {
    bar.value = Math.max(0, Math.min(1, share));
  }
}

/**
 * @param {Element | null} item
 * @param {string} text
 */
function set(item, text) {
  if (item && item.textContent !== text) {
    item.textContent = text;
  }
}

/**
 * @param {string} kind
 * @param {string} name
 * @param {string} text
 */
function part(kind, name, text) {
  const item = document.createElement(kind);
  item.className = name;
  item.textContent = text;
  return item;
}

/**
 * @param {string} word
 * @param {string} of What it is about, for screen readers.
 * @param {() => void} press
 */
function button(word, of, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = word;
  made.setAttribute("aria-label", `${word}: ${of}`);
  made.addEventListener("click", press);
  return made;
}

/**
 * A button that is gone leaves the focus on the next one, or on the coach's words.
 *
 * @param {Element} place
 */
function focusAfter(place) {
  (place.querySelector("button") ?? at("words")).focus({ preventScroll: true });
}

/** @param {number} seconds */
function left(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/**
 * @param {number} at_
 * @param {number} now
 */
function nextTime(at_, now) {
  const rings = new Date(at_ * 1000);
  const clock = rings.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  const days = [0, 1].map((ahead) => new Date(now * 1000 + ahead * 86400000).toDateString());
  const day = ["Today", "Tomorrow"][days.indexOf(rings.toDateString())];
  return `${day || rings.toLocaleDateString([], { weekday: "long" })}, ${clock}`;
}

/** @param {string[]} days */
function often(days) {
  if (days.length === 7) {
    return "every day";
  }
  if (days.join() === WEEKDAYS) {
    return "on weekdays";
  }
  return days.length ? `every ${days.map((day) => NAMES[day]).join(" and ")}` : "once";
}
