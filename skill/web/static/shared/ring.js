// The ring that counts: how much is left of a whole, and one number.

export class Ring {
  /**
   * @param {Element} progress The circle, whose pathLength is 100.
   * @param {Element} number
   */
  constructor(progress, number) {
    this.progress = progress;
    this.number = number;
    // Somebody who wants no motion sees it move once a second.
    this.calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  }

  /**
   * @param {number} left Seconds left.
   * @param {number} total Seconds of the whole.
   * @param {number} [shown] The number, where it is not what is left.
   */
  show(left, total, shown = left) {
    const share = Math.max(0, Math.min(1, (this.calm.matches ? Math.ceil(left) : left) / total));
    this.progress.setAttribute("stroke-dashoffset", String(100 - 100 * share));
    this.progress.setAttribute("visibility", share > 0 ? "visible" : "hidden");
    // A time that lies a hair above a whole second is that second.
    const number = String(Math.max(0, Math.ceil(shown - 0.001)));
    if (this.number.textContent !== number) {
      this.number.textContent = number;
    }
  }
}
