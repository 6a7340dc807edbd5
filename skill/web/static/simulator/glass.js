// The screen of an Echo Show, drawn by Amazon's engine in a frame of its own where the engine is installed.

import { at } from "../app/view.js";

/** @typedef {import("./types.js").Turn} Turn */
/** @typedef {{ width: number, height: number, dpi: number, isRound: boolean }} Viewport */
/** @typedef {{ document: any, datasources: any }} Drawn */

const WIDE = { width: 1280, height: 800, dpi: 160, isRound: false };
const TALL = { width: 800, height: 1280, dpi: 160, isRound: false };
const NARROW = 520; // Pixels of the page below which the screen is hung upright.
const SHARE = 0.72; // Of the window's height, at most.

/**
 * What a turn shows: the document and the data that fill it; null where it shows nothing new.
 *
 * @param {Turn} turn
 * @returns {Drawn | null}
 */
export function shownBy({ exchange }) {
  const directives = exchange.response.response?.directives ?? [];
  const it = directives.find((/** @type {any} */ { type }) => type === "Alexa.Presentation.APL.RenderDocument");
  return it ? { document: it.document, datasources: it.datasources ?? {} } : null;
}

export class Glass {
  /** @param {(name: string) => void} onPress Gets the name of a button that was pressed. */
  constructor(onPress) {
    this.onPress = onPress;
    this.frame = /** @type {HTMLIFrameElement | null} */ (document.getElementById("glass"));
    this.on = false; // Whether the device has a screen.
    this.broken = false;
    this.ready = false;
    this.waiting = false;
    this.drawn = "";
    /** @type {(Drawn & { viewport: Viewport, began: number }) | null} */
    this.next = null;
    this.viewport = WIDE;
    if (this.frame) {
      window.addEventListener("message", (event) => event.source === this.frame?.contentWindow && this.hear(event.data));
      new ResizeObserver(() => this.fit()).observe(at("screen"));
    }
  }

  get works() {
    return Boolean(this.frame) && !this.broken;
  }

  /**
   * Draws what a turn shows, from a second of it on.
   *
   * @param {Turn | null} turn
   */
  show(turn, second = 0) {
    const what = turn && this.on && this.works ? shownBy(turn) : null;
    this.cover(!what);
    if (!turn || !what) {
      this.drawn = "";
      this.post({ clear: true });
      return;
    }
    // A question that is asked again leaves the screen as it is.
    const name = turn.exchange.request.request.requestId;
    if (name !== this.drawn) {
      this.drawn = name;
      this.viewport = at("screen").clientWidth < NARROW ? TALL : WIDE;
      this.next = { ...what, viewport: this.viewport, began: Date.now() - second * 1000 };
      this.fit();
      this.begin();
    }
  }

  /**
   * While slow words hold the timetable up, the screen waits with it.
   *
   * @param {boolean} waiting
   * @param {number} waited
   */
  wait(waiting, waited) {
    this.waiting = waiting;
    if (this.next) {
      this.next.began += waited * 1000; // The engine has not started yet.
    }
    this.post({ wait: waiting, waited });
  }

  begin() {
    if (this.frame && !this.frame.src) {
      this.frame.src = this.frame.dataset.src ?? "";
    }
    if (this.ready && this.next) {
      this.post({ show: this.next });
      this.next = null;
      if (this.waiting) {
        this.wait(true, 0);
      }
    }
  }

  /** @param {{ ready?: boolean, press?: string, broken?: string }} message */
  hear({ ready, press, broken }) {
    if (ready) {
      this.ready = true;
      this.begin();
    } else if (press) {
      // In the frame the keyboard would lead nowhere.
      at("words").focus({ preventScroll: true });
      this.onPress(press);
    } else if (broken) {
      this.broken = true;
      this.cover(true);
    }
  }

  /** @param {object} message */
  post(message) {
    if (this.ready) {
      // A sandboxed frame has no origin to name.
      this.frame?.contentWindow?.postMessage(message, "*");
    }
  }

  /** @param {boolean} covered Whether the app's view is shown instead. */
  cover(covered) {
    document.body.toggleAttribute("data-show", this.on && this.works);
    at("screen").toggleAttribute("data-glass", !covered);
    at("no-engine").hidden = !this.on || this.works;
    if (this.frame?.parentElement) {
      this.frame.parentElement.hidden = covered;
    }
  }

  fit() {
    const box = this.frame?.parentElement;
    if (!this.frame || !box || box.hidden) {
      return;
    }
    const { width, height } = this.viewport;
    const style = getComputedStyle(at("screen"));
    const border = box.offsetWidth - box.clientWidth;
    const room = at("screen").clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - border;
    const scale = Math.min(room / width, (window.innerHeight * SHARE) / height);
    box.style.width = `${width * scale}px`;
    box.style.height = `${height * scale}px`;
    Object.assign(this.frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` });
  }
}
