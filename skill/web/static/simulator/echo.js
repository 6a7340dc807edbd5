// The coach behind a simulated Echo: each turn is a request such as Amazon would send.

import { Refused, Unreachable } from "../app/coach.js";

/** @typedef {import("../shared/types.js").Asked} Asked */
/** @typedef {import("../shared/types.js").Reply} Reply */
/** @typedef {import("./types.js").AlertList} AlertList */
/** @typedef {import("./types.js").Step} Step */
/** @typedef {import("./types.js").Turn} Turn */

const OPENING = "open cramp coach";
const PATIENCE = 20000; // Milliseconds.
const TROUBLE = /** @type {Record<number, string>} */ ({
  400: "The coach did not understand this page. Please reload it.",
  409: "The coach no longer knows this conversation: it was restarted, or another tab went on with it. Please start again.",
});

export class Echo {
  /**
   * @param {object} on
   * @param {() => { time: number, drift: number }} on.clock The page's clock as the coach counts it, and what it lags behind.
   * @param {(turn: Turn) => void} on.onTurn
   */
  constructor({ clock, onTurn }) {
    this.clock = clock;
    this.onTurn = onTurn;
    /** @type {"speaker" | "screen"} */
    this.device = "speaker";
    this.locale = "en-US";
    this.id = "";
    this.stranger = false;
    /** @type {Step[]} */
    this.steps = [];
    this.begin();
  }

  /** Begins a conversation; nothing is remembered of a stranger. */
  begin(stranger = false) {
    const bytes = crypto.getRandomValues(new Uint8Array(12));
    this.id = Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");
    this.stranger = stranger;
    this.steps = [];
  }

  /**
   * Takes one turn.
   *
   * @param {Asked} asked
   * @returns {Promise<Reply>}
   */
  async turn({ launch, say = "", press, heard_seconds }) {
    const last = this.steps.at(-1);
    const at = last && heard_seconds !== undefined ? last.at + heard_seconds : this.clock().time;
    const { reply } = await this.step({ at, words: launch ? OPENING : say, press: press ?? null });
    return reply;
  }

  /**
   * @param {Step} step
   * @returns {Promise<Turn>}
   */
  async step(step) {
    const { drift } = this.clock();
    const { id, device, locale } = this;
    const turn = await this.post("/simulator/say", { ...step, turn: this.steps.length, drift, device, locale });
    if (id !== this.id) {
      throw new Refused("Another conversation has begun.", false);
    }
    this.steps.push(step);
    this.onTurn(turn);
    return turn;
  }

  /**
   * The pending timers and reminders, once some were cancelled.
   *
   * @param {number} at
   * @param {string[]} cancel
   * @returns {Promise<AlertList>}
   */
  alerts(at, cancel) {
    return this.post("/simulator/alerts", { at, cancel });
  }

  /**
   * @param {string} address
   * @param {object} what
   */
  async post(address, what) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
        body: JSON.stringify({ conversation: this.id, stranger: this.stranger, zone, ...what }),
      });
    } catch (error) {
      throw new Unreachable("The coach can’t be reached. Is “make run” still running? Then try again.", { cause: error });
    }
    if (!answer.ok) {
      const over = answer.status === 409;
      if (over) {
        this.begin(this.stranger);
      }
      throw new Refused(TROUBLE[answer.status] ?? `The coach stumbled (${answer.status}). Please try again.`, over);
    }
    return answer.json();
  }
}
