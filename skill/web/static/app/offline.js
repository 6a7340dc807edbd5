// The coach without a network: the graph of its dialogue by buttons, which the server has made and the page has kept.

/** @typedef {import("../shared/types.js").Asked} Asked */
/** @typedef {import("../shared/types.js").Reply} Reply */
/** @typedef {import("../shared/types.js").Choice} Choice */
/** @typedef {import("../shared/types.js").Call} Call */

/**
 * @typedef {object} Kept
 * @property {Call[]} numbers
 * @property {string} emergency
 * @property {string} urgent
 * @property {{ emergency: string[], urgent: string[] }} signs
 * @property {string} call_back
 * @property {string} watch_for
 * @property {Choice[]} where
 * @property {Record<string, number>} starts
 * @property {Partial<Reply>[]} replies
 * @property {[number, Record<string, number>][]} nodes
 */

const CACHE = "cramp-coach-offline";

/**
 * Fetches what is needed offline in a country, and keeps it; without a network, returns what was kept.
 *
 * @param {string} locale
 * @returns {Promise<Kept | null>}
 */
export async function keep(locale) {
  const address = `/offline/${locale}.json`;
  const cache = "caches" in window ? await caches.open(CACHE).catch(() => null) : null;
  const kept = await (await cache?.match(address))?.text();
  const fresh = await fetch(address).then((it) => (it.ok ? it.text() : kept), () => kept);
  if (fresh && fresh !== kept) {
    await cache?.put(address, new Response(fresh, { headers: { "Content-Type": "application/json" } })).catch(() => {});
  }
  return fresh ? JSON.parse(fresh) : null;
}

/** @type {Reply} */
const EMPTY = {
  cues: [], holds: [], seconds: 0, reprompt: "", open: false, awaiting: null, buttons: [], level: null, call: [],
  picture: null, paused: null, pace: 1, whisper: false, summary: null,
};

/**
 * @param {string} words
 * @returns {Reply}
 */
const saying = (words, rest = {}) => ({ ...EMPTY, cues: [{ at: 0, kind: "instruction", say: words }], seconds: 2, ...rest });

export class OfflineCoach {
  /** @param {Kept} kept */
  constructor(kept) {
    this.kept = kept;
    /** @type {number | null} */
    this.node = null;
  }

  /**
   * Takes one turn, by buttons alone.
   *
   * @param {Asked} asked
   * @returns {Promise<Reply>}
   */
  async turn({ launch, press = "" }) {
    const { starts, nodes, where, call_back, watch_for, numbers } = this.kept;
    const call = numbers.slice(0, 1);
    if (launch) {
      this.node = null;
      return saying("Where are you now?", { open: true, buttons: where, call });
    }
    if (press === "stop") {
      this.node = null;
      return saying(`Okay. ${call_back} ${watch_for}`, { call, seconds: 8 });
    }
    const next = this.node === null ? starts[press] : nodes[this.node][1][press];
    this.node = next ?? this.node;
    const reply = this.node === null ? {} : this.kept.replies[nodes[this.node][0]];
    return { ...EMPTY, call, ...reply };
  }
}
