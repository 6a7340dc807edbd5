// What Amazon's engine finds when it starts: letters of this computer, and a clock that can wait.
// It stands in a frame without an origin, where modules can't be loaded.

"use strict";

// The engine would fetch Amazon's letters from another host.
const made = document.createTextNode.bind(document);
document.createTextNode = (text) => made(String(text).replace(/@font-face\s*{[^}]*}/g, ""));
document.fonts.load = () => Promise.resolve([{}]);

/** The engine's time in milliseconds: the coach's timetable, which waits for slow words. */
const clock = {
  real: Date.now.bind(Date),
  ahead: 0,
  stood: null,
  last: 0,
  now() {
    // It never goes back, though the page's word that it goes on again comes a little late.
    this.last = Math.max(this.last, (this.stood ?? this.real()) + this.ahead);
    return this.last;
  },
  wait(waiting, seconds) {
    this.stood = waiting ? this.stood ?? this.real() : null;
    this.ahead -= waiting ? 0 : seconds * 1000;
  },
};
Date.now = () => clock.now();
