// The speaker: what is said goes to the coach, and what comes back is played by its timetable.

import { Player, Voice, now } from "./simulator_player.js";
import { Ear } from "./simulator_ear.js";
import { read, written } from "./simulator_link.js";
import { ask, fresh, keep, stored } from "./simulator_talk.js";
import * as view from "./simulator_view.js";

const { at } = view;
const OPENING = "open cramp coach";
const QUIET_SECONDS = 8;
const settings = { device: "speaker", locale: "en-US", voice: true, night: false, silent: false, ...stored(localStorage, "settings") };
const voice = new Voice();
const player = new Player(voice, { onCue: cueBegins, onEnd: replyEnds });
const ear = new Ear({
  onWords: (words) => say(words),
  onNothing: () => view.trouble("The microphone did not hear anything. You can type instead."),
  onChange: (listening) => {
    at("microphone").setAttribute("aria-pressed", String(listening));
    at("microphone").textContent = listening ? "Listening …" : "Speak";
  },
});
let talk = fresh();
let busy = false;
let quiet = 0;

const open = () => Boolean(talk.last && talk.last.open) && !talk.over;

// What goes to the coach

async function say(words, press = null) {
  if (busy) {
    return;
  }
  if (talk.over) {
    begin();
  }
  busy = true;
  const step = { at: player.time, words, press };
  quietly();
  voice.hush();
  view.trouble("");
  view.phase("thinking");
  try {
    const turn = await ask(talk, settings, step);
    busy = false;
    accept(step, turn);
    play(turn, now());
  } catch (error) {
    // A hold that was going on goes on.
    busy = false;
    lost(error);
    show();
  }
}

/** A turn has happened: it is written down before it is played. */
function accept(step, turn) {
  talk.turns += 1;
  talk.steps.push(step);
  record(step.press ? `Pressed: ${step.press.replace("_", " ")}` : step.words || "(silence)", "you");
  const urgent = turn.level === "emergency" || turn.level === "urgent" ? ` ${turn.level}` : "";
  if (turn.say) {
    record(turn.say, `coach${urgent}`);
  }
  if (!turn.open) {
    record("The coach has stopped listening.", "note");
  }
  talk.last = turn;
}

function record(text, kind) {
  talk.lines.push([text, kind]);
  view.line(text, kind);
}

function lost(error) {
  const known = error.cause !== undefined;
  view.trouble(known ? error.message : "The coach can’t be reached. Is “make run” still running? Then try again.");
  if (error.cause === 409) {
    talk.over = true;
    player.stop();
    rest();
  }
}

// What comes back

function play(turn, start) {
  talk.began = start;
  talk.drift = player.drift;
  save();
  view.care(turn);
  view.wire(turn.exchange);
  view.figure(turn.screen && turn.screen.figure, turn.hold ? named(turn.hold) : "The position");
  if (!turn.cues.length) {
    view.caption(turn.say, false);
  }
  player.play(turn, start);
  tick();
}

function cueBegins(cue) {
  view.caption(cue.say, !voice.audible);
  show();
}

function replyEnds() {
  save();
  rest();
  if (open() && settings.silent) {
    quiet = setTimeout(() => say(""), QUIET_SECONDS * 1000);
  }
}

function quietly() {
  clearTimeout(quiet);
}

/** What can be seen between two replies. */
function rest() {
  show();
  if (talk.over || (!open() && !(talk.last && talk.last.say))) {
    view.caption(talk.over ? "This conversation is over." : "Press the circle, or say “open Cramp Coach”.", false);
  }
}

/** The phase, the ring and the answers, as they are at this moment. */
function show() {
  if (busy) {
    return;
  }
  const turn = talk.last;
  const hold = player.playing ? turn.hold : null;
  const position = player.playing ? player.position : 0;
  let name = !open() ? "closed" : "listening";
  if (hold && position < hold.at + hold.seconds) {
    name = position < hold.at ? "ready" : "hold";
  } else if (open() && turn.paused) {
    name = "paused";
  } else if (player.playing) {
    name = "speaking";
  }
  if (at("stage").dataset.phase !== name) {
    view.phase(name);
  }
  draw(name, turn, position);
  offer(name);
}

function draw(name, turn, position) {
  if (name === "ready") {
    view.ring(turn.hold.seconds / turn.hold.total, String(Math.ceil(turn.hold.at - position)), named(turn.hold));
  } else if (name === "hold") {
    const left = Math.max(0, turn.hold.at + turn.hold.seconds - position);
    view.ring(left / turn.hold.total, String(Math.ceil(left)), named(turn.hold));
  } else if (name === "paused") {
    view.ring(turn.paused.left / turn.paused.total, String(Math.round(turn.paused.left)), named(turn.paused));
  } else {
    view.ring(0, "", "");
  }
}

const named = (hold) => [hold.name, hold.side].filter(Boolean).join(" · ");

let offered = "";
function offer(name) {
  const turn = talk.last;
  const during = name === "ready" || name === "hold";
  let answers = [{ word: "Open Cramp Coach" }, { word: "Ask Cramp Coach to stretch my left glute" }];
  if (turn && !talk.over) {
    answers = (during ? turn.controls : turn.answers).map((word) => ({ word }));
    if (turn.open && turn.screen && turn.screen.buttons.length) {
      const own = turn.screen.buttons.filter((it) => !turn.hold || it.during === during);
      answers = own.map(({ name: press, word, read: label }) => ({ word, read: label, press }));
    }
  }
  const key = JSON.stringify(answers);
  if (key !== offered) {
    offered = key;
    view.chips(answers, ({ word, press }) => say(press ? "" : word, press || null));
  }
}

function tick() {
  if (player.playing) {
    show();
    requestAnimationFrame(tick);
  }
}

// Beginning, keeping, going on

function begin(stranger = false) {
  player.stop();
  quietly();
  talk = fresh(stranger);
  at("conversation").replaceChildren();
  at("linked").textContent = "";
  at("request").textContent = at("response").textContent = "";
  view.trouble("");
  view.care(null);
  view.figure(null);
  save();
  rest();
}

function save() {
  keep(sessionStorage, "talk", talk);
  keep(localStorage, "settings", settings);
}

/** After a reload the conversation goes on where it would be by now. */
function restore() {
  const kept = stored(sessionStorage, "talk");
  if (!kept.id) {
    rest();
    return;
  }
  talk = { ...fresh(), ...kept };
  player.drift = talk.drift;
  talk.lines.forEach(([text, kind]) => view.line(text, kind));
  if (talk.last) {
    const last = talk.last.cues[talk.last.cues.length - 1];
    view.caption(last ? last.say : talk.last.say, false);
    play(talk.last, talk.began);
  } else {
    rest();
  }
}

async function replay(conversation) {
  settings.device = conversation.device === "screen" ? "screen" : "speaker";
  if ([...at("locale").options].some((it) => it.value === conversation.locale)) {
    settings.locale = conversation.locale;
  }
  apply();
  begin(true);
  busy = true;
  view.phase("thinking");
  // The last step happens now, and those before it as long ago as they once did.
  const first = player.time - conversation.steps[conversation.steps.length - 1].after;
  try {
    for (const { after, words, press } of conversation.steps) {
      const step = { at: first + after, words, press };
      accept(step, await ask(talk, settings, step));
    }
    busy = false;
    play(talk.last, now());
  } catch (error) {
    busy = false;
    lost(error);
    rest();
  }
}

function invite() {
  const conversation = read(window.location.hash);
  at("replay").hidden = !conversation;
  if (conversation) {
    at("replay-text").textContent = `This link holds a conversation of ${conversation.steps.length} turns.`;
    at("replay-yes").onclick = () => { dismiss(); replay(conversation); };
    at("replay-no").onclick = dismiss;
  }
}

function dismiss() {
  at("replay").hidden = true;
  history.replaceState(null, "", window.location.pathname);
  at("orb").focus();
}

// Settings

function apply() {
  at("device").value = settings.device;
  at("locale").value = settings.locale;
  at("silent").checked = settings.silent;
  at("stage").dataset.device = settings.device;
  at("night").setAttribute("aria-pressed", String(settings.night));
  document.documentElement.toggleAttribute("data-night", settings.night);
  voice.on = settings.voice;
  voice.soft = settings.night;
  voice.locale = settings.locale;
  const mute = !voice.chosen();
  at("voice").disabled = mute;
  at("voice").textContent = mute ? "No voice here" : "Voice";
  at("voice").setAttribute("aria-pressed", String(settings.voice && !mute));
  keep(localStorage, "settings", settings);
}

for (const name of ["device", "locale"]) {
  at(name).addEventListener("change", (event) => {
    settings[name] = event.target.value;
    apply();
    begin();
  });
}

for (const name of ["voice", "night"]) {
  at(name).addEventListener("click", () => {
    settings[name] = !settings[name];
    apply();
    if (!settings.voice) {
      voice.hush();
    }
  });
}

at("silent").addEventListener("change", (event) => {
  settings.silent = event.target.checked;
  quietly();
  apply();
});

at("orb").addEventListener("click", () => {
  const pressable = settings.device === "screen" && talk.last && talk.last.screen;
  const choose = (name) => say(pressable ? "" : name, pressable ? name : null);
  switch (at("stage").dataset.phase) {
    case "closed": say(OPENING); break;
    case "ready": case "hold": choose("pause"); break;
    case "paused": choose("resume"); break;
    case "speaking": interrupt(); break;
    case "listening": listen(); break;
  }
});

function interrupt() {
  const { cues } = talk.last;
  player.stop();
  view.caption(cues.length ? cues[cues.length - 1].say : talk.last.say, true);
  rest();
}

/** Speaking instead of typing, where the browser can hear. */
function listen() {
  if (!ear.works) {
    at("words").focus();
    return;
  }
  quietly();
  if (player.playing && !talk.last.hold) {
    interrupt();
  }
  ear.listen(settings.locale);
}

at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = at("words").value.trim();
  if (words && !busy) {
    at("words").value = "";
    say(words);
  }
});
at("words").addEventListener("input", quietly);
at("nothing").addEventListener("click", () => say(""));
at("new").addEventListener("click", () => begin());
at("link").addEventListener("click", async () => {
  if (!talk.steps.length) {
    at("linked").textContent = "There is nothing to link to yet.";
    return;
  }
  const link = written(talk.steps, settings);
  try {
    await navigator.clipboard.writeText(link);
    at("linked").textContent = "The link is copied. It replays this conversation on any computer that runs the coach.";
  } catch {
    at("linked").textContent = link;
  }
});

at("microphone").hidden = at("heard-by").hidden = !ear.works;
at("microphone").addEventListener("click", listen);
if ("speechSynthesis" in window && speechSynthesis.addEventListener) {
  speechSynthesis.addEventListener("voiceschanged", apply);
}
window.addEventListener("hashchange", invite);
window.addEventListener("pagehide", () => voice.hush());

apply();
restore();
invite();
