// The browser's own speech recognition, where there is one that works.

const BEGINS = 4; // Seconds that recognition may take to begin; as a home-screen app, iOS has one that never does.
const ASKING = 30; // Seconds to answer the browser's question for the microphone.

/** @typedef {{ words: string, final: boolean }} Heard */

/** @returns {any} Not all browsers have it, and the type checker knows it under neither name. */
const recognition = () => {
  const here = /** @type {any} */ (window);
  return here.SpeechRecognition || here.webkitSpeechRecognition;
};

export class Ear {
  /**
   * @param {object} on
   * @param {(words: string) => void} on.onWords
   * @param {() => void} on.onNothing Nothing was said.
   * @param {(listening: boolean) => void} on.onChange
   * @param {(words: string) => void} [on.onPart] Words so far.
   * @param {(why: "refused" | "broken") => void} [on.onBroken] The microphone may not be used, or recognition does nothing.
   */
  constructor({ onWords, onNothing, onChange, onPart = () => {}, onBroken = onNothing }) {
    this.works = Boolean(recognition());
    this.onWords = onWords;
    this.onNothing = onNothing;
    this.onChange = onChange;
    this.onPart = onPart;
    this.onBroken = onBroken;
    /** @type {any} */
    this.hearing = null;
    this.timer = 0;
  }

  /**
   * Hears one utterance; called once more, it stops listening.
   *
   * @param {string} locale
   */
  listen(locale) {
    if (this.hearing) {
      this.hearing.stop();
      return;
    }
    const it = new (recognition())();
    this.hearing = it;
    let said = "";
    let failed = false;
    it.lang = locale;
    it.interimResults = true;
    let begun = false;
    it.onstart = it.onaudiostart = () => {
      begun = true;
      clearTimeout(this.timer);
    };
    it.onresult = (/** @type {any} */ event) => {
      said = Array.from(event.results, (/** @type {any} */ part) => part[0].transcript).join(" ").trim();
      this.onPart(said);
    };
    it.onerror = (/** @type {any} */ event) => {
      if (["not-allowed", "service-not-allowed", "audio-capture"].includes(event.error)) {
        failed = true;
        this.fail("refused");
      }
    };
    it.onend = () => {
      if (this.hearing === it) {
        this.end();
        if (said) {
          this.onWords(said);
        } else if (!failed) {
          this.onNothing();
        }
      }
    };
    this.onChange(true);
    try {
      it.start();
    } catch {
      this.fail("broken");
      return;
    }
    asks().then((asked) => {
      if (this.hearing === it && !begun) {
        this.timer = setTimeout(() => this.fail("broken"), (asked ? ASKING : BEGINS) * 1000);
      }
    });
  }

  /** Stops, and forgets what was heard. */
  stop() {
    const it = this.hearing;
    if (it) {
      this.end();
      it.abort();
    }
  }

  end() {
    clearTimeout(this.timer);
    this.hearing = null;
    this.onChange(false);
  }

  /** @param {"refused" | "broken"} why */
  fail(why) {
    this.works = false;
    this.stop();
    this.onBroken(why);
  }
}

/** Whether the browser will ask first; as a home-screen app, iOS never does. */
async function asks() {
  if (/** @type {any} */ (navigator).standalone) {
    return false;
  }
  try {
    const { state } = await navigator.permissions.query({ name: /** @type {any} */ ("microphone") });
    return state === "prompt";
  } catch {
    return true;
  }
}
