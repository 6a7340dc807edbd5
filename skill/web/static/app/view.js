// What can be seen of the conversation. Nothing here knows the coach.

import { Ring } from "../shared/ring.js";

/** @typedef {import("../shared/types.js").Call} Call */
/** @typedef {import("../shared/types.js").Choice} Choice */
/** @typedef {import("../shared/types.js").Hold} Hold */

const LONG = 110; // Letters from which the words are set smaller.
const PHASES = /** @type {Record<string, string>} */ ({ guide: "Seconds", ready: "Starts in", hold: "Hold", paused: "Paused" });

/**
 * The element of the page with an id, of a kind.
 *
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function the(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`The page has no ${kind.name} #${id}.`);
  }
  return found;
}

/** @param {string} id */
export const at = (id) => the(id, HTMLElement);

const sections = ["start", "talk", "signs", "summary"];
const part = (/** @type {string} */ selector) => /** @type {Element} */ (at("ring").querySelector(selector));
const ring = new Ring(part(".progress"), part(".number"));

/** @param {string} name */
export function open(name) {
  sections.forEach((id) => { at(id).hidden = id !== name; });
  if (name === "signs" || name === "summary") {
    at(name).focus();
  }
  window.scrollTo(0, 0);
}

export const opened = () => sections.find((id) => !at(id).hidden) ?? "start";

/** @param {string} name */
export function phase(name) {
  if (at("screen").dataset.phase !== name) {
    at("screen").dataset.phase = name;
    part(".phase").textContent = PHASES[name] ?? "";
    at("ring").hidden = !(name in PHASES);
  }
}

/**
 * @param {number} left
 * @param {number} total
 * @param {number} [shown]
 */
export function count(left, total, shown) {
  ring.show(left, total, shown);
}

/**
 * The words that are said now, with those just before them.
 *
 * @param {string} words
 * @param {string} lead
 * @param {boolean} live Whether screen readers say them.
 */
export function words(words, lead, live) {
  const shown = at("words");
  shown.setAttribute("aria-live", live ? "polite" : "off");
  shown.classList.toggle("long", words.length > LONG);
  // Each part of a question has a line of its own.
  shown.textContent = words.replace(/\? (?=\S)/g, "?\n");
  at("lead").textContent = lead;
}

/** @param {Hold | undefined} hold */
export const named = (hold) => (hold ? [hold.name, hold.side && `${hold.side} side`].filter(Boolean).join(", ") : "");

/**
 * @param {string | null} address
 * @param {string} name
 */
export function picture(address, name) {
  const image = the("picture", HTMLImageElement);
  image.hidden = !address;
  at("doing").textContent = name;
  if (address && image.getAttribute("src") !== address) {
    image.src = address;
  }
  image.alt = address ? `Drawing of the ${name}` : "";
}

/**
 * @param {string | null} level
 * @param {Call[]} calls
 */
export function care(level, calls) {
  if (level === "emergency" || level === "urgent") {
    at("screen").dataset.level = level;
  } else {
    delete at("screen").dataset.level;
  }
  links(at("help"), calls);
  at("help").hidden = calls.length === 0;
}

/**
 * @param {Element} into
 * @param {Call[]} calls
 */
export function links(into, calls) {
  into.replaceChildren(...calls.map(({ label, tel }) => {
    const link = document.createElement("a");
    link.href = `tel:${tel}`;
    link.textContent = label;
    return link;
  }));
}

/**
 * @param {Choice[]} choices
 * @param {(choice: Choice) => void} choose
 */
export function answers(choices, choose) {
  const into = at("answers");
  const key = JSON.stringify(choices);
  if (into.dataset.key === key) {
    return;
  }
  into.dataset.key = key;
  const buttons = choices.map((choice) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = choice.label;
    button.dataset.press = choice.press;
    button.addEventListener("click", () => choose(choice));
    return button;
  });
  // The keyboard stays on the same word: whoever has just said no must not find a yes under the finger.
  const had = into.contains(document.activeElement) ? document.activeElement?.textContent : null;
  into.replaceChildren(...buttons);
  if (had !== null) {
    (buttons.find((it) => it.textContent === had) ?? at("words")).focus({ preventScroll: true });
  }
}

/** @param {string} text */
export function trouble(text) {
  at("trouble").hidden = !text;
  at("trouble").textContent = text;
}
