// The screen of an Echo Show, drawn by Amazon's engine in a frame of its own where the engine is installed.

import { at } from "./simulator_view.js";

const WIDE = { width: 1280, height: 800, dpi: 160, isRound: false };
const TALL = { width: 800, height: 1280, dpi: 160, isRound: false };
const NARROW = 520; // Pixels of the page below which the screen is hung upright.
const SHARE = 0.72; // Of the window's height, at most.

/** What a turn shows: the document and the data that fill it; null where it shows nothing new. */
export function shownBy(turn) {
  const directives = (turn && turn.exchange.response.response && turn.exchange.response.response.directives) || [];
  const it = directives.find(({ type }) => type === "Alexa.Presentation.APL.RenderDocument");
  return it ? { document: it.document, datasources: it.datasources || {} } : null;
}

export class Screen {
  /** `onPress` gets the name of a button that was pressed. */
  constructor(onPress) {
    this.frame = at("glass");
    this.onPress = onPress;
    this.works = Boolean(this.frame);
    this.ready = false;
    this.drawn = "";
    this.next = null;
    if (this.works) {
      window.addEventListener("message", (event) => event.source === this.frame.contentWindow && this.hear(event.data));
      new ResizeObserver(() => this.fit()).observe(at("stage"));
    }
  }

  /** Draws what a turn shows, from a second of it on. */
  show(turn, second = 0) {
    const what = at("stage").dataset.device === "screen" && this.works ? shownBy(turn) : null;
    this.cover(!what);
    if (!what) {
      this.drawn = "";
      this.post({ clear: true });
      return;
    }
    // A question that is asked again leaves the screen as it is.
    const name = turn.exchange.request.request.requestId;
    if (name !== this.drawn) {
      this.drawn = name;
      const viewport = at("stage").clientWidth < NARROW ? TALL : WIDE;
      this.next = { ...what, viewport, began: Date.now() - second * 1000 };
      this.viewport = viewport;
      this.fit();
      this.begin();
    }
  }

  /** While slow words hold the timetable up, the screen waits with it. */
  wait(waiting, waited = 0) {
    this.post({ wait: waiting, waited });
  }

  begin() {
    if (!this.frame.src) {
      this.frame.src = this.frame.dataset.src;
    }
    if (this.ready && this.next) {
      this.post({ show: this.next });
      this.next = null;
    }
  }

  hear({ ready, press, broken }) {
    if (ready) {
      this.ready = true;
      this.begin();
    } else if (press) {
      // In the frame the keyboard would lead nowhere.
      at("orb").focus({ preventScroll: true });
      this.onPress(press);
    } else if (broken) {
      this.works = false;
      this.cover(true);
    }
  }

  post(message) {
    if (this.ready) {
      // A sandboxed frame has no origin to name.
      this.frame.contentWindow.postMessage(message, "*");
    }
  }

  cover(covered) {
    if (this.frame) {
      at("stage").toggleAttribute("data-glass", !covered);
      this.frame.parentElement.hidden = covered;
    }
  }

  fit() {
    const box = this.frame.parentElement;
    if (!this.viewport || box.hidden) {
      return;
    }
    const { width, height } = this.viewport;
    const style = getComputedStyle(at("stage"));
    const room = at("stage").clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const scale = Math.min(room / width, (window.innerHeight * SHARE) / height);
    box.style.width = `${width * scale}px`;
    box.style.height = `${height * scale}px`;
    Object.assign(this.frame.style, { width: `${width}px`, height: `${height}px`, transform: `scale(${scale})` });
  }
}
