// One conversation: what is answered goes to the coach, and what comes back is played by its timetable.

import { now } from "../shared/clock.js";
import { Player } from "../shared/player.js";
import { Refused, Unreachable } from "./coach.js";
import { pause, resume } from "./pause.js";
import * as stage from "./stage.js";
import * as view from "./view.js";

/** @typedef {import("../shared/types.js").Asked} Asked */
/** @typedef {import("../shared/types.js").Choice} Choice */
/** @typedef {import("../shared/types.js").Cue} Cue */
/** @typedef {import("../shared/types.js").Reply} Reply */
/** @typedef {{ turn(asked: Asked): Promise<Reply> }} AnyCoach */
/** @typedef {{ who: "me" | "coach", text: string, typed?: boolean, level?: string | null }} Line */

const AT_ONCE = ["stop", "worse", "next"]; // These end what is being played; anything else waits for the answer.

export class Conversation {
  /**
   * @param {object} parts
   * @param {import("../shared/voice.js").Voice} parts.voice
   * @param {import("./beats.js").Beats} parts.beats
   * @param {() => void} parts.onYourTurn The coach has asked, and waits.
   * @param {(open: boolean) => void} parts.onOpen
   * @param {() => void} parts.onUnreachable
   * @param {() => void} parts.onRestart The user wants to begin anew.
   * @param {(reply: Reply, start: number) => void} [parts.onReply] A reply begins, or began in the past.
   * @param {(cue: Cue) => void} [parts.onCue]
   * @param {(reply: Reply) => void} [parts.onEnd] A reply was played to its end.
   * @param {(waiting: boolean, waited: number) => void} [parts.onWait] See Player.
   */
  constructor({
    voice, beats, onYourTurn, onOpen, onUnreachable, onRestart, onReply = () => {}, onCue = () => {}, onEnd = () => {}, onWait,
  }) {
    this.voice = voice;
    this.beats = beats;
    this.onYourTurn = onYourTurn;
    this.onOpen = onOpen;
    this.onUnreachable = onUnreachable;
    this.onRestart = onRestart;
    this.onReply = onReply;
    this.onCue = onCue;
    this.onEnd = onEnd;
    this.player = new Player(voice, {
      onCue: (cue) => this.cueBegins(cue),
      onEnd: () => this.replyEnds(),
      onWait,
      onExact: () => this.reply && this.beats.start(this.reply.cues, this.player.position, this.reply.whisper),
    });
    /** @type {AnyCoach | null} */
    this.coach = null;
    /** @type {Reply | null} */
    this.reply = null;
    /** @type {{ reply: Reply, left: number } | null} */
    this.paused = null;
    /** @type {Line[]} */
    this.lines = [];
    /** @type {import("../shared/types.js").Summary | null} */
    this.summary = null;
    /** @type {string | null} */
    this.level = null;
    this.busy = false;
    this.turns = 0;
    /** @type {(() => void) | null} */
    this.offline = null; // Goes on without a network, once that is possible.
  }

  get open() {
    return Boolean(this.reply?.open);
  }

  /** Whether a hold is being guided right now. */
  get guiding() {
    const hold = this.reply?.holds[0];
    return Boolean(hold && this.player.playing && this.player.position < hold.at + hold.seconds);
  }

  /**
   * Forgets the last conversation; the next turn is a coach's first.
   *
   * @param {AnyCoach} coach
   */
  reset(coach) {
    this.silence();
    // A reply that is still awaited belongs to the last conversation.
    this.turns += 1;
    this.occupy(false);
    Object.assign(this, { coach, reply: null, paused: null, lines: [], summary: null, level: null });
    view.care(null, []);
    view.picture(null, "");
  }

  /**
   * @param {AnyCoach} coach
   * @param {Asked} asked
   */
  async begin(coach, asked) {
    this.reset(coach);
    view.words("One moment …", "", false);
    view.answers([], () => {});
    view.phase("thinking");
    await this.take(asked);
  }

  /**
   * Takes a turn; resolves when the reply begins.
   *
   * @param {Asked} asked
   * @param {string} [said] The answer in words, for the record.
   */
  async take(asked, said = "") {
    const { coach } = this;
    if (this.busy || !coach) {
      return;
    }
    const heard = this.guiding ? { heard_seconds: this.player.position } : {};
    if (AT_ONCE.includes(asked.press ?? "") || !this.guiding) {
      this.silence();
    }
    view.trouble("");
    this.occupy(true);
    this.turns += 1;
    const turn = this.turns;
    try {
      const reply = await coach.turn({ ...asked, ...heard });
      if (turn === this.turns) {
        this.occupy(false);
        this.record(asked, said, reply);
        this.play(reply);
      }
    } catch (error) {
      if (turn === this.turns) {
        this.occupy(false);
        this.failed(error, asked, said);
      }
    }
  }

  /**
   * @param {unknown} error
   * @param {Asked} asked
   * @param {string} said
   */
  failed(error, asked, said) {
    if (error instanceof Unreachable) {
      this.onUnreachable();
      if (!this.guiding) {
        const choices = [{ press: "retry", label: "Try again" }, ...(this.offline ? [{ press: "offline", label: "Go on offline" }] : [])];
        view.answers(choices, ({ press }) => (press === "retry" ? this.take(asked, said) : this.offline?.()));
      }
    } else if (error instanceof Refused) {
      view.trouble(error.message);
      if (error.over) {
        this.end();
      } else {
        this.show();
      }
    } else {
      throw error;
    }
  }

  /**
   * @param {Asked} asked
   * @param {string} said
   * @param {Reply} reply
   */
  record(asked, said, reply) {
    if (said) {
      this.lines.push({ who: "me", text: said, typed: Boolean(asked.say) });
    }
    const text = reply.holds.length ? `(guided: ${view.named(reply.holds[0])}, ${reply.holds[0].seconds} seconds)` : "";
    const words = text || reply.cues.map((cue) => cue.say).join(" ");
    if (words) {
      this.lines.push({ who: "coach", text: words, level: reply.level });
    }
  }

  /** @param {boolean} busy Whether an answer of the coach is awaited. */
  occupy(busy) {
    this.busy = busy;
    view.at("talk").setAttribute("aria-busy", String(busy));
  }

  // What is shown and played

  /**
   * @param {Reply} reply
   * @param {number} [start] When it began, for a reply that goes on after a reload of the page.
   */
  play(reply, start = now()) {
    this.reply = reply;
    this.summary = reply.summary ?? this.summary;
    // A goodbye after a warning sign leaves it on the screen; an answer that is taken back does not.
    this.level = reply.level ?? (reply.open ? null : this.level);
    const urgent = this.level === "emergency" || this.level === "urgent";
    const calls = this.level === "emergency" ? reply.call : urgent || reply.call.length > 1 ? reply.call.slice(1) : [];
    view.care(this.level, calls);
    view.picture(reply.picture, view.named(reply.holds[0]) || (reply.paused === null ? "" : view.at("doing").textContent ?? ""));
    if (!reply.cues.length) {
      view.words("", "", false);
    }
    this.onOpen(reply.open);
    this.onReply(reply, start);
    this.player.play(reply, start);
    this.tick();
  }

  /** @param {Cue} cue */
  cueBegins(cue) {
    const reply = this.reply;
    if (!reply) {
      return;
    }
    stage.words(reply, cue, this.voice.audible);
    this.onCue(cue);
    this.show();
  }

  replyEnds() {
    this.show();
    if (this.reply) {
      this.onEnd(this.reply);
    }
    if (this.open && this.reply?.paused === null) {
      this.onYourTurn();
    }
  }

  tick() {
    if (this.player.playing) {
      this.show();
      requestAnimationFrame(() => this.tick());
    }
  }

  show() {
    stage.show(this);
  }

  /** @param {Choice} choice */
  choose({ press, label }) {
    switch (press) {
      case "pause": pause(this); break;
      case "resume": resume(this); break;
      case "repeat": this.take({ press }, ""); break;
      case "launch": this.onRestart(); break;
      default: this.take({ press }, label);
    }
  }

  /** Plays the last reply again; the coach need not know. */
  again() {
    if (this.reply && !this.busy) {
      this.player.play(this.reply);
      this.tick();
    }
  }

  /** Lets the coach finish no sentence; a hold goes on. */
  interrupt() {
    if (this.reply && !this.guiding && this.player.playing) {
      const texts = this.reply.cues.map((it) => it.say);
      this.silence();
      view.words(texts[texts.length - 1] ?? "", texts.slice(0, -1).join(" "), false);
      this.show();
    } else {
      this.voice.hush();
    }
  }

  silence() {
    this.player.stop();
    this.beats.stop();
  }

  /** The conversation is over without a word of the coach. */
  end() {
    this.silence();
    this.turns += 1;
    this.reply = this.reply && { ...this.reply, open: false, holds: [], buttons: [], paused: null };
    this.paused = null;
    this.onOpen(false);
    this.show();
  }
}
