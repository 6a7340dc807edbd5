// Timers and reminders: they count down here, ring by the page's clock, and stop when somebody wants them to.

import * as view from "./simulator_alerts_view.js";
import { chime } from "./simulator_chime.js";
import { now } from "./shared/clock.js";
import { alerts } from "./simulator_talk.js";

const TICK = 250; // Milliseconds.
const AGAIN = 6; // Seconds between two chimes.
const CHIMES = 10;
const SPOKEN = 2; // Times that the label is said.
const STOP = /^(alexa,? )?(stop|cancel|dismiss|be quiet|turn (it |that )?off|okay|ok)( it| that)?( the)?( timer| alarm| reminder| ringing)?[.!]*$/i;

export class Alerts {
  /** `talk` gives the conversation of this moment, `speaks` whether a reply is being spoken. */
  constructor({ voice, talk, speaks }) {
    this.voice = voice;
    this.talk = talk;
    this.speaks = speaks;
    this.list = { timers: [], reminders: [] };
    this.rung = new Map();
    this.stopped = new Set();
    this.timer = 0;
  }

  /** The server's list; what became due since the last one rings first. */
  take(list) {
    this.check();
    this.list = list;
    const known = new Set(list.timers.map((it) => it.id));
    for (const [id, it] of this.rung) {
      // Somebody has stopped it in another tab.
      if (it.timer && !known.has(id)) {
        this.rung.delete(id);
      }
    }
    this.check();
    this.tick();
  }

  /** Asks the server anew; without it, the page goes on with what it knows. */
  async refresh(cancel = []) {
    try {
      this.take(await alerts(this.talk(), now(), cancel));
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
    const due = (it) => it.rings <= now() && !this.stopped.has(it.id) && !this.rung.has(it.id);
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
    for (const it of this.rung.values()) {
      if (it.chimes < CHIMES && now() >= it.next) {
        it.next = now() + AGAIN;
        it.chimes += 1;
        chime(this.voice.soft);
        if (it.chimes <= SPOKEN && !this.speaks()) {
          this.voice.announce(view.told(it));
        }
      }
    }
  }

  show() {
    const waiting = this.list.timers.filter((it) => !this.rung.has(it.id) && !this.stopped.has(it.id));
    view.running(waiting, this.list.reminders, now(), (it) => this.cancel(it));
    view.ringing([...this.rung.values()], (it) => this.stop(it));
  }

  /** Stops what rings. A timer is over then; a reminder comes again on its next day. */
  stop(it) {
    this.rung.delete(it.id);
    if (it.timer) {
      this.cancel(it);
    } else {
      this.voice.hush();
      this.show();
    }
  }

  cancel(it) {
    this.stopped.add(it.id);
    this.list.reminders = this.list.reminders.filter((other) => other.id !== it.id);
    if (!this.speaks()) {
      this.voice.hush();
    }
    this.show();
    this.refresh([it.id]);
  }

  /** Whether words were meant for what rings; then it stops. */
  hears(words) {
    if (!this.rung.size || !STOP.test(words.trim())) {
      return false;
    }
    [...this.rung.values()].forEach((it) => this.stop(it));
    return true;
  }
}
