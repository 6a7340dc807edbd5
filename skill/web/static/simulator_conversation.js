// One conversation: what is said goes to the coach, and what comes back is played by its timetable.

import { now } from "./shared/clock.js";
import { Player } from "./shared/player.js";
import { Stage, named } from "./simulator_stage.js";
import { ask, fresh, keep } from "./simulator_talk.js";
import * as view from "./simulator_view.js";

const QUIET_SECONDS = 8;
const START = "Press the circle, or say “open Cramp Coach”.";
const GONE = "The coach can’t be reached. Is “make run” still running? Then try again.";

export class Conversation {
  constructor({ settings, voice, screen, alerts }) {
    this.settings = settings;
    this.voice = voice;
    this.screen = screen;
    this.alerts = alerts;
    this.player = new Player(voice, {
      onCue: (cue) => this.cueBegins(cue),
      onEnd: () => this.replyEnds(),
      onWait: (waiting, waited) => screen.wait(waiting, waited),
    });
    this.stage = new Stage(({ word, press }) => this.say(press ? "" : word, press || null));
    this.talk = fresh();
    this.busy = false;
    this.quiet = 0;
  }

  get open() {
    return Boolean(this.talk.last && this.talk.last.open) && !this.talk.over;
  }

  // What goes to the coach

  async say(words, press = null) {
    if (this.busy || this.stopsRinging(words)) {
      return;
    }
    if (this.talk.over) {
      this.begin();
    }
    const step = { at: this.player.time, words, press };
    this.busy = true;
    this.patience();
    this.voice.hush();
    view.trouble("");
    view.phase("thinking");
    try {
      const turn = await ask(this.talk, this.settings.chosen, step, this.player.drift);
      this.busy = false;
      this.accept(step, turn);
      this.play(turn, now());
    } catch (error) {
      // A hold that was going on goes on.
      this.busy = false;
      this.lost(error);
      this.show();
    }
  }

  /** As with a real one, "stop" stops first what rings. */
  stopsRinging(words) {
    const stopped = this.alerts.hears(words);
    if (stopped) {
      this.record(words, "you");
      this.record("The ringing has stopped.", "note");
      this.save();
    }
    return stopped;
  }

  /** A turn has happened: it is written down before it is played. */
  accept(step, turn) {
    const { talk } = this;
    talk.turns += 1;
    talk.steps.push(step);
    this.record(step.press ? `Pressed: ${step.press.replace("_", " ")}` : step.words || "(silence)", "you");
    const urgent = turn.level === "emergency" || turn.level === "urgent" ? ` ${turn.level}` : "";
    if (turn.say) {
      this.record(turn.alexa ? `Alexa: ${turn.say}` : turn.say, turn.alexa ? "alexa" : `coach${urgent}`);
    }
    if (!turn.open) {
      this.record("The coach has stopped listening.", "note");
    }
    talk.last = turn;
    this.alerts.take(turn.alerts);
  }

  record(text, kind) {
    this.talk.lines.push([text, kind]);
    view.line(text, kind);
  }

  lost(error) {
    view.trouble(error.cause === undefined ? GONE : error.message);
    if (error.cause === 409) {
      this.talk.over = true;
      this.player.stop();
      this.rest();
    }
  }

  // What comes back

  play(turn, start) {
    this.talk.began = start;
    this.talk.drift = this.player.drift;
    this.save();
    view.care(turn);
    view.wire(turn.exchange);
    view.figure(turn.screen && turn.screen.figure, turn.hold ? named(turn.hold) : "The position");
    this.screen.show(turn, now() - start);
    if (!turn.cues.length) {
      view.caption(turn.say, false);
    }
    this.player.play({ ...turn, holds: turn.hold ? [turn.hold] : [] }, start);
    this.tick();
  }

  cueBegins(cue) {
    view.caption(cue.say, !this.voice.audible);
    this.show();
  }

  replyEnds() {
    this.save();
    this.rest();
    if (this.open && this.settings.chosen.silent) {
      this.quiet = setTimeout(() => this.say(""), QUIET_SECONDS * 1000);
    }
  }

  /** Silence is not counted while somebody does something. */
  patience() {
    clearTimeout(this.quiet);
  }

  tick() {
    if (this.player.playing) {
      this.show();
      requestAnimationFrame(() => this.tick());
    }
  }

  show() {
    if (!this.busy) {
      this.stage.show(this.talk, this.open, this.player.playing ? this.player.position : null);
    }
  }

  /** What can be seen between two replies. */
  rest() {
    this.show();
    if (this.talk.over || (!this.open && !(this.talk.last && this.talk.last.say))) {
      view.caption(this.talk.over ? "This conversation is over." : START, false);
    }
  }

  interrupt() {
    const { cues, say } = this.talk.last;
    this.player.stop();
    view.caption(cues.length ? cues[cues.length - 1].say : say, true);
    this.rest();
  }

  // Beginning and keeping

  begin(stranger = false) {
    this.player.stop();
    this.patience();
    this.talk = fresh(stranger);
    view.clear();
    this.screen.show(null);
    this.save();
    this.rest();
    this.alerts.refresh();
  }

  save() {
    keep(sessionStorage, "talk", this.talk);
  }
}
