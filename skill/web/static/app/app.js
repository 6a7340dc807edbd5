// The page: its buttons, its line to type in, its microphone.

import { Ear } from "../shared/ear.js";
import { Voice } from "../shared/voice.js";
import { Beats } from "./beats.js";
import { Coach } from "./coach.js";
import { Conversation } from "./conversation.js";
import { choose, guessed } from "./country.js";
import { Awake } from "./device.js";
import { keep, OfflineCoach } from "./offline.js";
import * as summary from "./summary.js";
import * as view from "./view.js";

const { at, the } = view;
const locale = the("locale", HTMLSelectElement);
const call = the("call", HTMLAnchorElement);
const said = the("said", HTMLInputElement);
const voice = new Voice();
const beats = new Beats();
const awake = new Awake();
const coach = new Coach();
/** @type {import("./offline.js").Kept | null} */
let kept = null;
let keeping = Promise.resolve();
let handsFree = false; // Whether the last answer was spoken: then the microphone opens again by itself.
let silences = 0;

const conversation = new Conversation({
  voice,
  beats,
  onYourTurn: () => handsFree && listen(),
  onOpen: (open) => awake.keep(open),
  onUnreachable: () => {
    view.trouble("The coach can’t be reached, so your last answer has not arrived.");
    network();
  },
});
conversation.onRestart = () => begin();

const ear = new Ear({
  onWords: (words) => {
    silences = 0;
    handsFree = true;
    at("heard").textContent = `“${words}”`;
    conversation.take({ say: words }, words);
  },
  onPart: (words) => { at("heard").textContent = words; },
  onNothing: () => {
    // As a smart speaker does: asked once more, then it waits for a touch.
    silences += 1;
    at("heard").textContent = "I heard nothing. Touch to speak, or choose.";
    if (handsFree && silences === 1 && !conversation.guiding) {
      conversation.take({ silence: true });
    } else {
      handsFree = false;
    }
  },
  onBroken: (why) => {
    handsFree = false;
    at("microphone").hidden = true;
    at("heard").textContent = why === "refused"
      ? "The microphone may not be used here. Choose or type instead."
      : "Speech is not understood in this browser. Choose or type instead.";
  },
  onChange: (listening) => {
    voice.muted = listening;
    at("microphone").setAttribute("aria-pressed", String(listening));
    /** @type {Element} */ (at("microphone").querySelector("span")).textContent = listening ? "Listening …" : "Speak";
    if (listening) {
      at("heard").textContent = "";
    }
  },
});

function listen() {
  conversation.interrupt();
  ear.listen(coach.locale);
}

async function begin(withoutNetwork = false) {
  voice.unlock();
  beats.unlock();
  ear.stop();
  silences = 0;
  handsFree = false;
  at("heard").textContent = "";
  view.open("talk");
  view.trouble("");
  const offline = withoutNetwork || !navigator.onLine;
  if (offline) {
    await keeping;
  }
  inputs(!offline);
  if (offline && kept) {
    await conversation.begin(new OfflineCoach(kept), { launch: true });
  } else {
    coach.state = null;
    await conversation.begin(coach, { ...(place() ?? { launch: true }), hour: new Date().getHours() });
  }
}

/** Where the user is, if they have chosen that; it decides about the stretch. */
function place() {
  /** @type {HTMLInputElement | null} */
  const chosen = document.querySelector("[name=place]:checked");
  return chosen && { press: chosen.value };
}

/** @param {boolean} words Whether words can be understood: only the server can. */
function inputs(words) {
  at("say").hidden = !words;
  at("microphone").hidden = !ear.works;
}

function network() {
  at("network").hidden = navigator.onLine;
}

// The country

function country() {
  const { value, selectedOptions } = locale;
  const tel = selectedOptions[0]?.dataset.tel ?? "";
  coach.locale = voice.locale = value;
  call.hidden = !tel;
  call.href = `tel:${tel.replace(/\D/g, "")}`;
  call.textContent = `Call ${tel}`;
  keeping = keep(value).then((it) => {
    kept = it;
    conversation.offline = kept && (() => begin(true));
    signs();
  });
}

function signs() {
  if (!kept) {
    return;
  }
  at("signs-call").textContent = kept.emergency;
  view.links(at("signs-numbers"), kept.numbers);
  for (const level of /** @type {const} */ (["emergency", "urgent"])) {
    at(`signs-${level}`).replaceChildren(...kept.signs[level].map((sign) => {
      const item = document.createElement("li");
      item.textContent = sign;
      return item;
    }));
  }
  at("signs-where").textContent = kept.urgent;
}

locale.value = guessed([...locale.options].map((it) => it.value));
locale.addEventListener("change", () => {
  choose(locale.value);
  country();
});
country();

// Buttons

at("begin").addEventListener("click", () => begin());
at("back").addEventListener("click", () => conversation.take({ press: "back" }, "Back"));
at("again").addEventListener("click", () => conversation.again());
at("stop").addEventListener("click", () => {
  ear.stop();
  conversation.take({ press: "stop" });
});
at("sound").addEventListener("click", () => {
  voice.on = !voice.on;
  at("sound").textContent = voice.on ? "Voice off" : "Voice on";
  voice.hush();
});
at("microphone").addEventListener("click", listen);
at("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = said.value.trim();
  if (words && !conversation.busy) {
    said.value = "";
    // The phone's keyboard would cover the answers.
    said.blur();
    handsFree = false;
    conversation.take({ say: words }, words);
  }
});

let before = "start";
/** @param {string} name */
function visit(name) {
  before = view.opened();
  view.open(name);
}
const leave = () => view.open(before);

at("without").addEventListener("click", (event) => {
  event.preventDefault();
  visit("signs");
});
at("signs-close").addEventListener("click", leave);

/** @type {summary.Part[]} */
let made = [];
at("show").addEventListener("click", () => {
  made = summary.parts(conversation.summary, conversation.lines, kept, new Date());
  summary.show(at("summary-text"), made);
  at("share").hidden = !("share" in navigator);
  visit("summary");
});
at("summary-close").addEventListener("click", leave);
at("print").addEventListener("click", () => window.print());
at("share").addEventListener("click", () => {
  // Whoever closes the phone's menu has changed their mind.
  navigator.share({ title: "What I told Cramp Coach", text: summary.asText(made) }).catch(() => {});
});

// The device

at("heard-by").hidden = !ear.works;
at("kept-by").hidden = ear.works;
window.addEventListener("online", network);
window.addEventListener("offline", network);
window.addEventListener("pagehide", () => conversation.silence());
if ("speechSynthesis" in window) {
  const mute = () => { at("sound").hidden = !voice.chosen(); };
  speechSynthesis.addEventListener?.("voiceschanged", mute);
  mute();
} else {
  at("sound").hidden = true;
}
network();
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").catch(() => {});
}
