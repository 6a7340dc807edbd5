// The computer's own voice.

import { now } from "./simulator_clock.js";

const PATIENCE = 4; // Seconds that a voice may take beyond twice its estimate before it is cut off.
const DEAF = 2; // Seconds after which a voice that has not begun is taken as silent.
const SOFT = 0.3;

/** Voices that send words elsewhere are left alone, so that the page works offline. */
export class Voice {
  constructor() {
    this.on = true;
    this.soft = false;
    this.locale = "en-US";
    this.talking = null;
    this.silent = false;
  }

  get audible() {
    return this.on && !this.silent && Boolean(this.chosen());
  }

  chosen() {
    if (!("speechSynthesis" in window)) {
      return null;
    }
    const here = speechSynthesis.getVoices().filter((it) => it.localService && it.lang.toLowerCase().startsWith("en"));
    return here.find((it) => it.lang.replace("_", "-") === this.locale) || here[0] || null;
  }

  say(cue, turn) {
    this.hush();
    if (!this.audible) {
      return;
    }
    const words = new SpeechSynthesisUtterance(cue.spoken);
    words.voice = this.chosen();
    words.lang = words.voice.lang;
    words.rate = turn.pace;
    words.volume = this.soft || turn.whispers ? SOFT : 1;
    const talking = { until: now() + 2 * cue.seconds + PATIENCE, begun: false, since: now() };
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
    return Boolean(it) && now() < it.until;
  }

  /** Says what belongs to no reply; it is cut off where a reply begins. */
  announce(text) {
    this.say({ spoken: text, seconds: text.length / 10 }, { pace: 1, whispers: false });
  }

  hush() {
    this.talking = null;
    if ("speechSynthesis" in window) {
      speechSynthesis.cancel();
    }
  }
}
