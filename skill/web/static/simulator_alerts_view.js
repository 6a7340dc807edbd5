// How timers and reminders look.

import { at } from "./simulator_view.js";

const NAMES = { MO: "Monday", TU: "Tuesday", WE: "Wednesday", TH: "Thursday", FR: "Friday", SA: "Saturday", SU: "Sunday" };
const TITLE = document.title;
const WEEKDAYS = "MO,TU,WE,TH,FR";

/** What is said and shown when it rings. */
export function told(it) {
  if (!it.timer) {
    return `Reminder: ${it.label}.`;
  }
  return it.label ? `The ${it.label.toLowerCase()} timer is done.` : "The timer is done.";
}

/** What waits: timers with the time that is left, reminders with their next time. */
export function running(timers, reminders, now, cancel) {
  const rows = [
    ...timers.map((it) => ({
      it,
      name: it.label ? `${it.label} timer` : "Timer",
      when: left(it.rings - now),
      share: (it.rings - now) / it.seconds,
    })),
    ...reminders.map((it) => ({ it, name: it.label, when: nextTime(it.rings, now), more: often(it.days) })),
  ];
  at("alerts").hidden = !rows.length;
  const known = [...at("alert-list").children];
  if (known.map((row) => row.dataset.id).join() !== rows.map((row) => row.it.id).join()) {
    const had = at("alert-list").contains(document.activeElement);
    at("alert-list").replaceChildren(...rows.map((row) => made(row, cancel)));
    if (had) {
      focusAfter(at("alert-list"));
    }
  }
  rows.forEach((row, place) => refresh(at("alert-list").children[place], row));
}

/** What rings now, each with a button that stops it. */
export function ringing(rung, stop) {
  const shown = at("ringing");
  if ([...shown.children].map((it) => it.dataset.id).join() === rung.map((it) => it.id).join()) {
    return;
  }
  // Also where another tab is in front.
  document.title = rung.length ? `♪ ${told(rung[0])}` : TITLE;
  const had = shown.contains(document.activeElement);
  shown.replaceChildren(...rung.map((it) => {
    const row = part("p", "ring", "");
    row.dataset.id = it.id;
    const button = part("button", "", "Stop");
    button.type = "button";
    button.setAttribute("aria-label", `Stop: ${told(it)}`);
    button.addEventListener("click", () => stop(it));
    row.append(part("span", "what", told(it)), button);
    return row;
  }));
  if (had) {
    focusAfter(shown);
  }
}

function made({ it, name, share }, cancel) {
  const row = document.createElement("li");
  row.dataset.id = it.id;
  const button = part("button", "", "Cancel");
  button.type = "button";
  button.setAttribute("aria-label", `Cancel: ${name}`);
  button.addEventListener("click", () => cancel(it));
  const words = part("div", "words", "");
  words.append(part("span", "name", name), part("span", "when", ""), part("span", "small", ""));
  row.append(words, button);
  if (share !== undefined) {
    const bar = part("progress", "", "");
    bar.max = 1;
    bar.setAttribute("aria-label", `${name}: what is left`);
    row.append(bar);
  }
  return row;
}

function refresh(row, { when, share, more = "" }) {
  set(row.querySelector(".when"), when);
  set(row.querySelector(".small"), more);
  if (share !== undefined) {
    row.querySelector("progress").value = Math.max(0, Math.min(1, share));
  }
}

function set(item, text) {
  if (item.textContent !== text) {
    item.textContent = text;
  }
}

function part(kind, name, text) {
  const item = document.createElement(kind);
  item.className = name;
  item.textContent = text;
  return item;
}

/** Whoever stood on a button that is gone stands on the next one, or on the circle. */
function focusAfter(place) {
  (place.querySelector("button") || at("orb")).focus({ preventScroll: true });
}

function left(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const two = (number) => String(number).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function nextTime(at_, now) {
  const rings = new Date(at_ * 1000);
  const clock = rings.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  const days = [0, 1].map((ahead) => new Date(now * 1000 + ahead * 86400000).toDateString());
  const day = ["Today", "Tomorrow"][days.indexOf(rings.toDateString())];
  return `${day || rings.toLocaleDateString([], { weekday: "long" })}, ${clock}`;
}

function often(days) {
  if (days.length === 7) {
    return "every day";
  }
  if (days.join() === WEEKDAYS) {
    return "on weekdays";
  }
  return days.length ? `every ${days.map((day) => NAMES[day]).join(" and ")}` : "once";
}
