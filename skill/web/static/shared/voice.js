// The device's own voice.

import { now } from "./clock.js";

const PATIENCE = 4; // Seconds that a voice may take beyond twice its estimate before it is cut off.
const DEAF = 2; // Seconds after which a voice that has not begun is taken as silent.
const SOFT = 0.3;
const LETTERS_A_SECOND = 12;

/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {{ pace: number, whisper?: boolean }} Manner */

/** Voices that send words elsewhere are left alone, so that the page works offline. */
export class Voice {
  constructor() {
    this.on = true;
    this.locale = "en-US";
    this.silent = false;
    this.muted = false; // While the microphone is open, which would hear it.
    /** @type {{ until: number, begun: boolean, since: number } | null} */
    this.talking = null;
  }

  get audible() {
    return this.on && !this.silent && !this.muted && Boolean(this.chosen());
  }

  /** @returns {SpeechSynthesisVoice | null} */
  chosen() {
    if (!("speechSynthesis" in window)) {
      return null;
    }
    const here = speechSynthesis.getVoices().filter((it) => it.localService && it.lang.toLowerCase().startsWith("en"));
    return here.find((it) => it.lang.replace("_", "-") === this.locale) || here[0] || null;
  }

  /**
   * @param {Cue} cue
   * @param {Manner} manner
   */
  say(cue, manner) {
    this.hush();
    const voice = this.chosen();
    if (!this.audible || !voice) {
      return;
    }
    const words = new SpeechSynthesisUtterance(cue.say);
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = manner.pace;
    words.volume = manner.whisper ? SOFT : 1;
    const longest = 2 * cue.say.length / LETTERS_A_SECOND / manner.pace + PATIENCE;
    const talking = { until: now() + longest, begun: false, since: now() };
    words.onstart = () => { talking.begun = true; };
    words.onend = words.onerror = () => { if (this.talking === talking) this.talking = null; };
    this.talking = talking;
    speechSynthesis.speak(words);
  }

  /** Whether it still speaks; a voice that never begins is not waited for again. */
  get busy() {
    const it = this.talking;
    if (it && !it.begun && now() - it.since > DEAF) {
      this.silent = true;
      this.talking = null;
      return false;
    }
    return it !== null && now() < it.until;
  }

  /**
   * Says what belongs to no reply; it is cut off where a reply begins.
   *
   * @param {string} text
   */
  announce(text) {
    this.say({ at: 0, say: text }, { pace: 1 });
  }

  /** Some browsers let a page speak later only if it has spoken in the answer to a touch. */
  unlock() {
    if (this.audible) {
      const nothing = new SpeechSynthesisUtterance("");
      nothing.onstart = nothing.onend = () => {};
      speechSynthesis.speak(nothing);
    }
  }

  hush() {
    this.talking = null;
    if ("speechSynthesis" in window) {
      speechSynthesis.cancel();
    }
  }
}
