// Timers and reminders: they count down here, ring by the page's clock, and stop when the user wants them to.

import { place } from "../app/beats.js";
import { now } from "../shared/clock.js";
import * as view from "./alerts_view.js";

/** @typedef {import("./types.js").AlertList} AlertList */
/** @typedef {import("./types.js").Reminder} Reminder */
/** @typedef {import("./types.js").Timer} Timer */
/** @typedef {{ id: string, label: string | null, timer: boolean, chimes: number, next: number }} Rung */

const TICK = 250; // Milliseconds.
const AGAIN = 6; // Seconds between two chimes.
const CHIMES = 10;
const SPOKEN = 2; // Times that the label is said.
const STOP = /^(alexa,? )?(stop|cancel|dismiss|be quiet|turn (it |that )?off|okay|ok)( it| that)?( the)?( timer| alarm| reminder| ringing)?[.!]*$/i;
const CHIME = [{ at: 0, kind: "hold", say: "" }, { at: 0.18, kind: "count", say: "" }, { at: 0.36, kind: "release", say: "" }];

export class Alerts {
  /**
   * @param {object} parts
   * @param {import("../shared/voice.js").Voice} parts.voice
   * @param {import("../app/beats.js").Beats} parts.beats
   * @param {import("./echo.js").Echo} parts.echo
   * @param {() => boolean} parts.speaks Whether a reply is being spoken.
   */
  constructor({ voice, beats, echo, speaks }) {
    this.voice = voice;
    this.beats = beats;
    this.echo = echo;
    this.speaks = speaks;
    /** @type {AlertList} */
    this.list = { timers: [], reminders: [] };
    /** @type {Map<string, Rung>} */
    this.rung = new Map();
    /** @type {Set<string>} */
    this.stopped = new Set();
    this.timer = 0;
  }

  /**
   * The server's list; what became due since the last one rings first.
   *
   * @param {AlertList} list
   */
  take(list) {
    this.check();
    this.list = list;
    const known = new Set(list.timers.map((it) => it.id));
    for (const [id, it] of this.rung) {
      // It was stopped in another tab.
      if (it.timer && !known.has(id)) {
        this.rung.delete(id);
      }
    }
    this.check();
    this.tick();
  }

  /**
   * Asks the server anew; without it, the page goes on with what it knows.
   *
   * @param {string[]} cancel
   */
  async refresh(cancel = []) {
    try {
      this.take(await this.echo.alerts(now(), cancel));
    } catch {
      this.tick();
    }
  }

  tick() {
    clearTimeout(this.timer);
    const rangOnce = this.check();
    this.chimes();
    this.show();
    if (rangOnce) {
      // The server knows when it rings next.
      this.refresh();
    }
    if (this.list.timers.length || this.list.reminders.length || this.rung.size) {
      this.timer = setTimeout(() => this.tick(), TICK);
    }
  }

  /** Lets ring what is due; tells whether a reminder was. */
  check() {
    const due = (/** @type {Timer | Reminder} */ { id, rings }) => rings <= now() && !this.stopped.has(id) && !this.rung.has(id);
    for (const it of this.list.timers.filter(due)) {
      this.rung.set(it.id, { ...it, timer: true, chimes: 0, next: now() });
    }
    const reminders = this.list.reminders.filter(due);
    for (const it of reminders) {
      this.rung.set(it.id, { ...it, timer: false, chimes: 0, next: now() });
    }
    this.list.reminders = this.list.reminders.filter((it) => !reminders.includes(it));
    return reminders.length > 0;
  }

  chimes() {
    const { context } = this.beats;
    for (const it of this.rung.values()) {
      if (it.chimes < CHIMES && now() >= it.next) {
        it.next = now() + AGAIN;
        it.chimes += 1;
        if (context) {
          place(context, context.destination, CHIME, context.currentTime);
        }
        if (it.chimes <= SPOKEN && !this.speaks()) {
          this.voice.announce(view.told(it));
        }
      }
    }
  }

  show() {
    const waiting = this.list.timers.filter((it) => !this.rung.has(it.id) && !this.stopped.has(it.id));
    view.running(waiting, this.list.reminders, now(), (id) => this.cancel(id));
    view.ringing([...this.rung.values()], (it) => this.stop(it));
  }

  /**
   * Stops what rings. A timer is over then; a reminder comes again on its next day.
   *
   * @param {Rung} it
   */
  stop(it) {
    this.rung.delete(it.id);
    if (it.timer) {
      this.cancel(it.id);
    } else {
      this.voice.hush();
      this.show();
    }
  }

  /** @param {string} id */
  cancel(id) {
    this.stopped.add(id);
    this.list.reminders = this.list.reminders.filter((other) => other.id !== id);
    if (!this.speaks()) {
      this.voice.hush();
    }
    this.show();
    this.refresh([id]);
  }

  /**
   * Whether words were meant for what rings; then it stops.
   *
   * @param {string} words
   */
  hears(words) {
    if (!this.rung.size || !STOP.test(words.trim())) {
      return false;
    }
    [...this.rung.values()].forEach((it) => this.stop(it));
    return true;
  }
}
