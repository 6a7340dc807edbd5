// The simulator: the app's screen with a simulated Echo behind it, and what developers want to know of it.

import { Refused, Unreachable } from "../app/coach.js";
import { Talk } from "../app/talk.js";
import * as view from "../app/view.js";
import { now } from "../shared/clock.js";
import { Alerts } from "./alerts.js";
import { Echo } from "./echo.js";
import { Glass } from "./glass.js";
import * as link from "./link.js";
import { keep, stored } from "./stored.js";
import { Transcript } from "./transcript.js";

/** @typedef {import("./types.js").Turn} Turn */

const QUIET_SECONDS = 8;
const START = "Open Cramp Coach";
const ONE_SHOT = "Ask Cramp Coach to stretch my left glute";

const { at, the } = view;
const device = the("device", HTMLSelectElement);
const locale = the("locale", HTMLSelectElement);
const silent = the("silent", HTMLInputElement);
const transcript = new Transcript();
/** @type {Turn | null} */
let last = null;
let quiet = 0;

/** @type {Talk} */
const talk = new Talk({
  onOpen: () => {},
  onUnreachable: () => view.trouble("The coach can’t be reached. Is “make run” still running? Then try again."),
  onRestart: () => conversation.take({ launch: true }),
  hears: (words) => stopsRinging(words),
  onReply: (_, start) => {
    patience();
    if (last?.permission) {
      at("doing").textContent = "Alexa herself asks";
    }
    glass.show(last, now() - start);
    save();
  },
  onCue: (cue) => {
    if (last) {
      transcript.write(last, cue);
      save();
    }
  },
  onEnd: ({ open }) => {
    if (last) {
      transcript.end(last);
    }
    save();
    if (open && silent.checked) {
      quiet = setTimeout(saysNothing, QUIET_SECONDS * 1000);
    }
  },
  onWait: (waiting, waited) => glass.wait(waiting, waited),
});
const { conversation } = talk;
const { player } = conversation;
const glass = new Glass((press) => conversation.choose({ press, label: press }));
const echo = new Echo({
  clock: () => ({ time: player.time, drift: player.drift }),
  onTurn: (turn) => {
    last = turn;
    transcript.begin(turn);
    alerts.take(turn.alerts);
    wire(turn);
  },
});
/** @type {Alerts} */
const alerts = new Alerts({ voice: talk.voice, beats: talk.beats, echo, speaks: () => player.playing });

/**
 * As with a real Echo, "stop" stops first what rings.
 *
 * @param {string} words
 * @returns {boolean}
 */
function stopsRinging(words) {
  const stopped = alerts.hears(words);
  if (stopped) {
    transcript.add(words, "you");
    transcript.add("The ringing has stopped.", "note");
    save();
  }
  return stopped;
}

/** @param {Turn | null} turn */
function wire(turn) {
  for (const name of /** @type {const} */ (["request", "response"])) {
    at(name).textContent = turn && JSON.stringify(turn.exchange[name], null, 2);
  }
}

// Silence

const saysNothing = () => conversation.take({ silence: true });

/** Silence is not counted while the user does something. */
const patience = () => clearTimeout(quiet);

at("screen").addEventListener("input", patience);
at("screen").addEventListener("click", patience);
at("nothing").addEventListener("click", saysNothing);

// A conversation as a whole

/** @param {boolean} [stranger] */
function startOver(stranger) {
  patience();
  echo.begin(stranger);
  conversation.reset(echo);
  last = null;
  transcript.restore([]);
  wire(null);
  glass.show(null);
  rest();
  save();
  alerts.refresh();
}

/** What is shown before the first turn. */
function rest() {
  view.trouble("");
  view.phase("closed");
  view.words("Say “open Cramp Coach”, as to an Echo.", "", false);
  const openings = [{ press: "launch", label: START }, { press: "one-shot", label: ONE_SHOT }];
  view.answers(openings, ({ press, label }) => (press === "launch" ? conversation.onRestart() : talk.say(label)));
  for (const id of ["back", "again", "stop"]) {
    at(id).hidden = true;
  }
  at("linked").textContent = "";
}

at("new").addEventListener("click", () => startOver());
at("link").addEventListener("click", async () => {
  if (!echo.steps.length) {
    at("linked").textContent = "There is nothing to link to yet.";
    return;
  }
  const address = link.written(echo.steps, echo);
  try {
    await navigator.clipboard.writeText(address);
    at("linked").textContent = "The link is copied. It replays this conversation on any computer that runs the coach.";
  } catch {
    at("linked").textContent = address;
  }
});

function invite() {
  const found = link.read(window.location.hash);
  at("replay").hidden = !found;
  if (found) {
    at("replay-text").textContent = `This link holds a conversation of ${found.steps.length} turns.`;
    at("replay-yes").onclick = () => { dismiss(); replay(found); };
    at("replay-no").onclick = dismiss;
  }
}

function dismiss() {
  at("replay").hidden = true;
  history.replaceState(null, "", window.location.pathname);
  at("words").focus();
}

/**
 * Has a conversation again, as a stranger; its last reply is played.
 *
 * @param {link.Link} found
 */
async function replay({ steps, ...settings }) {
  choose(settings);
  startOver(true);
  // The last step happens now, and those before it as long ago as they once did.
  const first = player.time - steps[steps.length - 1].after;
  conversation.occupy(true);
  try {
    for (const { after, words, press } of steps) {
      if (last) {
        transcript.write(last);
      }
      await echo.step({ at: first + after, words, press });
    }
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Refused)) {
      throw error;
    }
    view.trouble(error.message);
  }
  conversation.occupy(false);
  if (last) {
    conversation.play(last.reply);
  }
}

// Settings, and what this tab keeps

/** @param {link.Settings & { silent?: boolean }} settings Unknown values leave the usual ones. */
function choose(settings) {
  for (const [control, value] of /** @type {const} */ ([[device, settings.device], [locale, settings.locale]])) {
    if ([...control.options].some((it) => it.value === value)) {
      control.value = value ?? "";
    }
  }
  silent.checked = settings.silent ?? silent.checked;
  echo.device = device.value === "screen" ? "screen" : "speaker";
  echo.locale = talk.voice.locale = locale.value;
  glass.on = echo.device === "screen";
  keep(localStorage, "simulator", { device: device.value, locale: locale.value, silent: silent.checked });
}

for (const control of [device, locale]) {
  control.addEventListener("change", () => {
    choose({ device: device.value, locale: locale.value });
    startOver();
  });
}
silent.addEventListener("change", () => {
  patience();
  choose({ device: device.value, locale: locale.value });
});

function save() {
  const { id, stranger, steps } = echo;
  const { start, drift } = player;
  keep(sessionStorage, "simulator", { echo: { id, stranger, steps }, lines: transcript.lines, last, start, drift });
}

/** After a reload, a conversation goes on where it would be by now. */
function restore() {
  const kept = stored(sessionStorage, "simulator");
  if (!kept.last) {
    startOver();
    return;
  }
  Object.assign(echo, kept.echo);
  transcript.restore(kept.lines);
  player.drift = kept.drift;
  last = kept.last;
  wire(last);
  conversation.reset(echo);
  conversation.play(kept.last.reply, kept.start);
  alerts.refresh();
}

window.addEventListener("hashchange", invite);
document.addEventListener("visibilitychange", () => document.hidden || alerts.refresh());
// Browsers let a page make sounds only after a touch.
document.addEventListener("click", () => talk.unlock(), { once: true });

at("microphone").hidden = at("heard-by").hidden = !talk.ear.works;
choose({ device: null, locale: null, ...stored(localStorage, "simulator") });
restore();
invite();
