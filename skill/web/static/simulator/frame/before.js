// What Amazon's engine finds when it starts: letters of this computer, and a clock that can wait.
// It stands in a frame without an origin, where modules can't be loaded.

"use strict";

// The engine would fetch Amazon's letters from another host.
const made = document.createTextNode.bind(document);
document.createTextNode = (text) => made(String(text).replace(/@font-face\s*{[^}]*}/g, ""));
document.fonts.load = () => Promise.resolve([{}]);

/**
 * The engine's time in milliseconds: the coach's timetable, which waits for slow words.
 *
 * The engine counts from its first frame on. The reply began earlier: while the engine was still busy or the page was
 * loaded anew, words were spoken and the timetable may have waited.
 */
const clock = {
  real: Date.now.bind(Date),
  ahead: 0,
  stood: null,
  last: 0,
  began: 0,
  waited: 0,
  get running() {
    return this.stood ?? this.real();
  },
  now() {
    // It never goes back, though the page's word that it goes on again comes a little late.
    this.last = Math.max(this.last, this.running + this.ahead);
    return this.last;
  },
  /** Counts the waits of a reply that began at this moment. */
  begin(began) {
    Object.assign(this, { began, waited: 0, stood: null });
  },
  /** Stands still from now on, or goes on after a wait of so many seconds. */
  wait(waiting, seconds) {
    this.stood = waiting ? this.running : null;
    this.waited += seconds * 1000;
    this.ahead -= seconds * 1000;
  },
  /** Leaps to the second of the reply, once the engine has drawn its first frame. */
  catchUp() {
    this.ahead += Math.max(0, this.running - this.began - this.waited);
  },
};
Date.now = () => clock.now();
