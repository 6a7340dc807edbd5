// The speaker: its circle, its line to type in, its buttons.

import { replay, restore } from "./simulator_again.js";
import { Alerts } from "./simulator_alerts.js";
import { Conversation } from "./simulator_conversation.js";
import { Ear } from "./shared/ear.js";
import { read, written } from "./simulator_link.js";
import { Screen } from "./simulator_screen.js";
import { Settings } from "./simulator_settings.js";
import * as view from "./simulator_view.js";
import { Voice } from "./shared/voice.js";

const { at } = view;
const OPENING = "open cramp coach";
const voice = new Voice();
const settings = new Settings(voice);
const screen = new Screen((name) => conversation.say("", name));
const alerts = new Alerts({ voice, talk: () => conversation.talk, speaks: () => conversation.player.playing });
const conversation = new Conversation({ settings, voice, screen, alerts });
const ear = new Ear({
  onWords: (words) => conversation.say(words),
  onNothing: () => view.trouble("The microphone did not hear anything. You can type instead."),
  onChange: (listening) => {
    at("microphone").setAttribute("aria-pressed", String(listening));
    at("microphone").textContent = listening ? "Listening …" : "Speak";
  },
});

// The circle

at("orb").addEventListener("click", () => {
  const { last } = conversation.talk;
  const pressable = settings.chosen.device === "screen" && last && last.screen;
  const choose = (name) => conversation.say(pressable ? "" : name, pressable ? name : null);
  switch (at("stage").dataset.phase) {
    case "closed": conversation.say(OPENING); break;
    case "ready": case "hold": choose("pause"); break;
    case "paused": choose("resume"); break;
    case "speaking": conversation.interrupt(); break;
    case "listening": listen(); break;
  }
});

/** Speaking instead of typing, where the browser can hear. */
function listen() {
  if (!ear.works) {
    at("words").focus();
    return;
  }
  conversation.patience();
  if (conversation.player.playing && !conversation.talk.last.hold) {
    conversation.interrupt();
  }
  ear.listen(settings.chosen.locale);
}

// The line to type in

at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = at("words").value.trim();
  if (words && !conversation.busy) {
    at("words").value = "";
    conversation.say(words);
  }
});
at("words").addEventListener("input", () => conversation.patience());
at("microphone").hidden = at("heard-by").hidden = !ear.works;
at("microphone").addEventListener("click", listen);

// Settings

for (const name of ["device", "locale"]) {
  at(name).addEventListener("change", (event) => {
    settings.change({ [name]: event.target.value });
    conversation.begin();
  });
}
for (const name of ["voice", "night"]) {
  at(name).addEventListener("click", () => {
    settings.change({ [name]: !settings.chosen[name] });
    if (!settings.chosen.voice) {
      voice.hush();
    }
  });
}
at("silent").addEventListener("change", (event) => {
  conversation.patience();
  settings.change({ silent: event.target.checked });
});

// The conversation as a whole

at("nothing").addEventListener("click", () => conversation.say(""));
at("new").addEventListener("click", () => conversation.begin());
at("link").addEventListener("click", async () => {
  if (!conversation.talk.steps.length) {
    at("linked").textContent = "There is nothing to link to yet.";
    return;
  }
  const link = written(conversation.talk.steps, settings.chosen);
  try {
    await navigator.clipboard.writeText(link);
    at("linked").textContent = "The link is copied. It replays this conversation on any computer that runs the coach.";
  } catch {
    at("linked").textContent = link;
  }
});

function invite() {
  const link = read(window.location.hash);
  at("replay").hidden = !link;
  if (link) {
    at("replay-text").textContent = `This link holds a conversation of ${link.steps.length} turns.`;
    at("replay-yes").onclick = () => { dismiss(); replay(conversation, link); };
    at("replay-no").onclick = dismiss;
  }
}

function dismiss() {
  at("replay").hidden = true;
  history.replaceState(null, "", window.location.pathname);
  at("orb").focus();
}

if ("speechSynthesis" in window && speechSynthesis.addEventListener) {
  speechSynthesis.addEventListener("voiceschanged", () => settings.change());
}
window.addEventListener("hashchange", invite);
window.addEventListener("pagehide", () => voice.hush());
document.addEventListener("visibilitychange", () => document.hidden || alerts.refresh());

settings.change();
restore(conversation);
invite();
