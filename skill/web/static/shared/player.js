// Plays a reply by its timetable: each cue at its second, aloud where this device has a voice of its own.

import { now } from "./clock.js";

/** @typedef {import("./types.js").Cue} Cue */
/** @typedef {import("./types.js").Reply} Reply */

/**
 * One reply after the other. Before a hold the voice may finish its words, which delays what follows; from the beginning
 * of the hold on, only the clock counts.
 */
export class Player {
  /**
   * @param {import("./voice.js").Voice} voice
   * @param {object} on
   * @param {(cue: Cue) => void} on.onCue
   * @param {() => void} on.onEnd
   * @param {(waiting: boolean, waited: number) => void} [on.onWait] Slow words hold the timetable up, or it goes on.
   * @param {() => void} [on.onExact] Nothing can delay the hold any more: its beats can be scheduled.
   */
  constructor(voice, { onCue, onEnd, onWait = () => {}, onExact = () => {} }) {
    this.voice = voice;
    this.onCue = onCue;
    this.onEnd = onEnd;
    this.onWait = onWait;
    this.onExact = onExact;
    this.drift = 0; // Seconds that slow words have held up the timetables; the coach's clock stood still then.
    this.start = 0;
    this.next = 0;
    this.timer = 0;
    /** @type {Reply | null} */
    this.turn = null;
    /** @type {number | undefined} */
    this.waitFrom = undefined;
  }

  get playing() {
    return this.turn !== null;
  }

  get position() {
    return now() - this.start;
  }

  /** The time as the coach should count it. */
  get time() {
    return now() - this.drift;
  }

  /**
   * Plays from a moment that may lie behind: then what was already said stays unsaid.
   *
   * @param {Reply} turn
   */
  play(turn, start = now()) {
    this.stop();
    this.turn = turn;
    this.start = start;
    this.next = turn.cues.findIndex((cue) => cue.at >= this.position - 0.25);
    if (this.next < 0) {
      this.next = turn.cues.length;
    }
    if (this.next > 0) {
      this.onCue(turn.cues[this.next - 1]);
    }
    if (this.isExact(turn)) {
      this.onExact();
    }
    this.schedule(turn);
  }

  stop() {
    clearTimeout(this.timer);
    if (this.waitFrom !== undefined) {
      this.waitFrom = undefined;
      this.onWait(false, 0);
    }
    this.turn = null;
    this.voice.hush();
  }

  /** @param {Reply} turn */
  isExact({ cues, holds }) {
    return holds.length > 0 && this.next < cues.length && cues[this.next].at > holds[0].at - 0.01;
  }

  /** @param {Reply} turn */
  schedule(turn) {
    const due = this.next < turn.cues.length ? turn.cues[this.next].at : turn.seconds;
    this.timer = setTimeout(() => this.go(turn), Math.max(0, (due - this.position) * 1000));
  }

  /** @param {Reply} turn */
  go(turn) {
    const over = this.next >= turn.cues.length;
    const exact = this.isExact(turn);
    if (!exact && this.voice.busy) {
      if (this.waitFrom === undefined) {
        this.waitFrom = now();
        this.onWait(true, 0);
      }
      this.timer = setTimeout(() => this.go(turn), 40);
      return;
    }
    if (this.waitFrom !== undefined) {
      const waited = over ? 0 : now() - this.waitFrom;
      this.waitFrom = undefined;
      this.start += waited;
      this.drift += waited;
      this.onWait(false, waited);
    }
    if (over) {
      this.turn = null;
      this.onEnd();
      return;
    }
    const cue = turn.cues[this.next];
    this.next += 1;
    this.onCue(cue);
    this.voice.say(cue, turn);
    if (!exact && this.isExact(turn)) {
      this.onExact();
    }
    this.schedule(turn);
  }
}
