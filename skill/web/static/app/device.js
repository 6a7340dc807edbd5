// What the phone itself can do: stay awake, and vibrate.

/** @type {Record<string, number[]>} */
const BUZZ = { hold: [250], count: [60], release: [150, 100, 150] };

/** Keeps the screen on while a conversation is open; browsers release it whenever the page is hidden. */
export class Awake {
  constructor() {
    this.wanted = false;
    /** @type {WakeLockSentinel | null} */
    this.lock = null;
    document.addEventListener("visibilitychange", () => this.refresh());
  }

  /** @param {boolean} wanted */
  keep(wanted) {
    this.wanted = wanted;
    this.refresh();
  }

  async refresh() {
    if (!("wakeLock" in navigator)) {
      return;
    }
    if (this.wanted && !document.hidden && (!this.lock || this.lock.released)) {
      // A phone that saves its battery refuses.
      this.lock = await navigator.wakeLock.request("screen").catch(() => null);
    } else if (!this.wanted) {
      await this.lock?.release();
      this.lock = null;
    }
  }
}

/**
 * Vibrates with a beat, where the device can.
 *
 * @param {string | undefined} kind
 */
export function buzz(kind) {
  const pattern = BUZZ[kind ?? ""];
  if (pattern && "vibrate" in navigator && navigator.userActivation?.hasBeenActive) {
    navigator.vibrate(pattern);
  }
}
