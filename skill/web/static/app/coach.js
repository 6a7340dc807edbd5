// The coach behind `POST /api/turn`. The state of the conversation is in this page's memory only.

/** @typedef {import("../shared/types.js").Asked} Asked */
/** @typedef {import("../shared/types.js").Reply} Reply */

const PATIENCE = 12000; // Milliseconds.

/** The coach can't be reached: there is no network, or no server. */
export class Unreachable extends Error {}

/** The coach refuses, and says why; `over` means that the conversation can't go on. */
export class Refused extends Error {
  /**
   * @param {string} message
   * @param {boolean} over
   */
  constructor(message, over) {
    super(message);
    this.over = over;
  }
}

export class Coach {
  constructor() {
    this.locale = "en-US";
    /** @type {string | null} */
    this.state = null;
  }

  /**
   * Takes one turn.
   *
   * @param {Asked} asked
   * @returns {Promise<Reply>}
   */
  async turn(asked) {
    let answer;
    try {
      answer = await fetch("/api/turn", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
        body: JSON.stringify({ ...asked, state: this.state, locale: this.locale }),
      });
    } catch (error) {
      throw new Unreachable("The coach can’t be reached.", { cause: error });
    }
    if (answer.status >= 502) {
      throw new Unreachable("The coach can’t be reached.");
    }
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      const over = answer.status === 400;
      if (over) {
        this.state = null;
      }
      throw new Refused(body.error || "Something went wrong. Please try again.", over);
    }
    this.state = body.state;
    return body;
  }
}
