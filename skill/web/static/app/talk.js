// The screen of a conversation: its microphone, its line to type in, its buttons. The simulator has the same.

import { Ear } from "../shared/ear.js";
import { Voice } from "../shared/voice.js";
import { Beats } from "./beats.js";
import { Conversation } from "./conversation.js";
import { at, the } from "./view.js";

/** @typedef {ConstructorParameters<typeof Conversation>[0]} Parts */

export class Talk {
  /**
   * @param {Omit<Parts, "voice" | "beats" | "onYourTurn"> & { hears?: (words: string) => boolean }} parts
   *   `hears` tells whether words were meant for something else than the coach.
   */
  constructor({ hears = () => false, ...parts }) {
    this.hears = hears;
    this.voice = new Voice();
    this.beats = new Beats();
    this.handsFree = false; // Whether the last answer was spoken: then the microphone opens again by itself.
    this.silences = 0;
    this.conversation = new Conversation({
      voice: this.voice,
      beats: this.beats,
      onYourTurn: () => this.handsFree && this.listen(),
      ...parts,
    });
    this.ear = new Ear({
      onWords: (words) => this.heard(words),
      onPart: (words) => { at("heard").textContent = words; },
      onNothing: () => this.heardNothing(),
      onBroken: (why) => this.deaf(why),
      onChange: (listening) => this.listens(listening),
    });
    this.buttons();
    this.mute();
  }

  /** Gets ready for a conversation, in the answer to a touch. */
  prepare() {
    this.unlock();
    this.ear.stop();
    this.silences = 0;
    this.handsFree = false;
    at("heard").textContent = "";
    at("microphone").hidden = !this.ear.works;
  }

  unlock() {
    this.voice.unlock();
    this.beats.unlock();
  }

  /** @param {string} words */
  say(words) {
    if (!this.hears(words)) {
      this.conversation.take({ say: words }, words);
    }
  }

  // The microphone

  listen() {
    this.conversation.interrupt();
    this.ear.listen(this.voice.locale);
  }

  /** @param {string} words */
  heard(words) {
    this.silences = 0;
    this.handsFree = true;
    at("heard").textContent = `“${words}”`;
    this.say(words);
  }

  heardNothing() {
    // As a smart speaker does: asked once more, then it waits for a touch.
    this.silences += 1;
    at("heard").textContent = "I heard nothing. Touch to speak, or choose.";
    if (this.handsFree && this.silences === 1 && !this.conversation.guiding) {
      this.conversation.take({ silence: true });
    } else {
      this.handsFree = false;
    }
  }

  /** @param {"refused" | "broken"} why */
  deaf(why) {
    this.handsFree = false;
    at("microphone").hidden = true;
    at("heard").textContent = why === "refused"
      ? "The microphone may not be used here. Choose or type instead."
      : "Speech is not understood in this browser. Choose or type instead.";
  }

  /** @param {boolean} listening */
  listens(listening) {
    this.voice.muted = listening;
    at("microphone").setAttribute("aria-pressed", String(listening));
    /** @type {Element} */ (at("microphone").querySelector("span")).textContent = listening ? "Listening …" : "Speak";
    if (listening) {
      at("heard").textContent = "";
    }
  }

  // Buttons

  buttons() {
    const { conversation, voice } = this;
    const said = the("said", HTMLInputElement);
    at("back").addEventListener("click", () => conversation.take({ press: "back" }, "Back"));
    at("again").addEventListener("click", () => conversation.again());
    at("stop").addEventListener("click", () => {
      this.ear.stop();
      conversation.take({ press: "stop" });
    });
    at("sound").addEventListener("click", () => {
      voice.on = !voice.on;
      at("sound").textContent = voice.on ? "Voice off" : "Voice on";
      voice.hush();
    });
    at("microphone").addEventListener("click", () => this.listen());
    at("say").addEventListener("submit", (event) => {
      event.preventDefault();
      const words = said.value.trim();
      if (words && !conversation.busy) {
        said.value = "";
        // The phone's keyboard would cover the answers.
        said.blur();
        this.handsFree = false;
        this.say(words);
      }
    });
    window.addEventListener("pagehide", () => conversation.silence());
  }

  /** Where there is no voice, there is none to switch off. */
  mute() {
    const hide = () => { at("sound").hidden = !this.voice.chosen(); };
    if ("speechSynthesis" in window) {
      speechSynthesis.addEventListener?.("voiceschanged", hide);
    }
    hide();
  }
}
