// Plays a reply by its timetable: each cue at its second, aloud where this computer has a voice of its own.

import { now } from "./simulator_clock.js";

/** One reply after the other. Before a hold the voice may finish; from its beginning on, the clock alone counts. */
export class Player {
  constructor(voice, { onCue, onEnd, onWait }) {
    this.voice = voice;
    this.onCue = onCue;
    this.onEnd = onEnd;
    this.onWait = onWait; // Told when slow words hold the timetable up, and when it goes on: after how many seconds.
    this.drift = 0; // Seconds that slow words have held up the timetables; the coach's clock stood still then.
    this.turn = null;
    this.timer = 0;
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

  /** Plays from a moment that may lie behind: then what was already said stays unsaid. */
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
    this.schedule();
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

  schedule() {
    const { cues, seconds } = this.turn;
    const due = this.next < cues.length ? cues[this.next].at : seconds;
    this.timer = setTimeout(() => this.go(), Math.max(0, (due - this.position) * 1000));
  }

  go() {
    const { cues, hold } = this.turn;
    const over = this.next >= cues.length;
    const exact = hold && !over && cues[this.next].at > hold.at - 0.01;
    if (!exact && this.voice.busy) {
      if (this.waitFrom === undefined) {
        this.waitFrom = now();
        this.onWait(true);
      }
      this.timer = setTimeout(() => this.go(), 40);
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
    const cue = cues[this.next];
    this.next += 1;
    this.onCue(cue);
    this.voice.say(cue, this.turn);
    this.schedule();
  }
}
