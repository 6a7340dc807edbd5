// The beats of a hold: short tones that the audio hardware plays at the seconds of the cues, however busy the page is.

/** @typedef {import("../shared/types.js").Cue} Cue */
/** @typedef {{ pitch: number, lasts: number, loud: number }} Tone */

/** @type {Record<string, Tone[]>} */
const TONES = {
  hold: [{ pitch: 523.3, lasts: 0.45, loud: 0.22 }],
  halfway: [{ pitch: 523.3, lasts: 0.12, loud: 0.12 }],
  count: [{ pitch: 659.3, lasts: 0.12, loud: 0.16 }],
  release: [{ pitch: 784, lasts: 0.7, loud: 0.2 }],
};
const ATTACK = 0.005; // Seconds until a tone is at its loudest.
const WHISPER = 0.35;

/**
 * Places the tones of some cues on the clock of an audio context.
 *
 * @param {BaseAudioContext} context
 * @param {AudioNode} into
 * @param {Cue[]} cues
 * @param {number} zero The context's time at which the reply begins; cues before the present are left out.
 */
export function place(context, into, cues, zero) {
  for (const { at, kind } of cues) {
    const begins = zero + at;
    if (begins < context.currentTime) {
      continue;
    }
    for (const { pitch, lasts, loud } of TONES[kind ?? ""] ?? []) {
      const tone = new OscillatorNode(context, { frequency: pitch });
      const volume = new GainNode(context, { gain: 0 });
      volume.gain.setValueAtTime(0, begins);
      volume.gain.linearRampToValueAtTime(loud, begins + ATTACK);
      volume.gain.exponentialRampToValueAtTime(0.0001, begins + lasts);
      tone.connect(volume).connect(into);
      tone.start(begins);
      tone.stop(begins + lasts);
    }
  }
}

export class Beats {
  constructor() {
    /** @type {AudioContext | null} */
    this.context = null;
    /** @type {GainNode | null} */
    this.into = null;
  }

  /** Browsers let a page make sounds only after a touch: this is called in the answer to one. */
  unlock() {
    if (!window.AudioContext) {
      return;
    }
    this.context ??= new AudioContext({ latencyHint: "interactive" });
    if (this.context.state !== "running") {
      this.context.resume().catch(() => {});
    }
  }

  /**
   * Schedules all beats of a reply that is at a second of its timetable now.
   *
   * @param {Cue[]} cues
   * @param {number} position
   * @param {boolean} whisper
   */
  start(cues, position, whisper) {
    this.stop();
    const { context } = this;
    if (!context) {
      return;
    }
    const zero = context.currentTime - position;
    this.into = new GainNode(context, { gain: whisper ? WHISPER : 1 });
    this.into.connect(context.destination);
    place(context, this.into, cues, zero);
  }

  stop() {
    this.into?.disconnect();
    this.into = null;
  }
}
