// The transcript: what was said, and of a reply only what was spoken so far.

import { at } from "../app/view.js";

/** @typedef {import("../shared/types.js").Cue} Cue */
/** @typedef {import("./types.js").Turn} Turn */
/** @typedef {{ text: string, kind: string }} Line */

const CLOSED = "The coach has stopped listening.";

export class Transcript {
  constructor() {
    this.list = at("transcript");
    /** @type {Line[]} */
    this.lines = [];
    // The newest line is the one to be seen, also where the list gets more room or less.
    new ResizeObserver(() => this.scroll()).observe(this.list);
  }

  /** @param {Line[]} lines */
  restore(lines) {
    this.lines = [];
    this.list.replaceChildren();
    lines.forEach(({ text, kind }) => this.add(text, kind));
  }

  /**
   * @param {string} text
   * @param {string} kind
   */
  add(text, kind) {
    this.lines.push({ text, kind });
    const item = document.createElement("li");
    item.className = kind;
    item.textContent = text;
    this.list.append(item);
    this.scroll();
  }

  /** @param {Turn} turn */
  begin({ you, permission, reply }) {
    this.add(you.replace(/^\/press (.*)/, (_, name) => `Pressed: ${name.replace("_", " ")}`) || "(silence)", "you");
    this.add("", permission ? "alexa" : `coach ${reply.level ?? ""}`.trim());
  }

  /**
   * Writes down a turn's reply up to a cue.
   *
   * @param {Turn} turn
   * @param {Cue} [cue] None writes down all of it.
   */
  write({ permission, reply }, cue) {
    const place = this.lines.findLastIndex(({ kind }) => /^(coach|alexa)/.test(kind));
    const cues = cue ? reply.cues.slice(0, reply.cues.indexOf(cue) + 1) : reply.cues;
    const text = `${permission ? "Alexa: " : ""}${cues.map(({ say }) => say).join(" ")}`;
    // A reply that is played again stays as it is.
    if (place >= 0 && text.length > this.lines[place].text.length) {
      this.lines[place].text = text;
      this.list.children[place].textContent = text;
      this.scroll();
    }
  }

  /** @param {Turn} turn */
  end({ reply }) {
    if (!reply.open && this.lines.at(-1)?.text !== CLOSED) {
      this.add(CLOSED, "note");
    }
  }

  scroll() {
    this.list.scrollTop = this.list.scrollHeight;
  }
}
