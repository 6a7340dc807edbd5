// A short bell, made here.

const NOTES = [[659.3, 0], [880, 0.18], [1318.5, 0.36]]; // Hertz, and the second at which each begins.
const LASTS = 1.6; // Seconds until a note has died away.
let context = null;

export function chime(soft) {
  // Browsers let a page make sounds only after somebody has pressed something on it, and complain otherwise.
  if (!window.AudioContext || (navigator.userActivation && !navigator.userActivation.hasBeenActive)) {
    return;
  }
  context ??= new AudioContext();
  context.resume();
  for (const [pitch, after] of NOTES) {
    const begins = context.currentTime + after;
    const tone = new OscillatorNode(context, { frequency: pitch });
    const loud = new GainNode(context, { gain: 0 });
    loud.gain.setValueAtTime(0, begins);
    loud.gain.linearRampToValueAtTime(soft ? 0.06 : 0.25, begins + 0.01);
    loud.gain.exponentialRampToValueAtTime(0.0001, begins + LASTS);
    tone.connect(loud).connect(context.destination);
    tone.start(begins);
    tone.stop(begins + LASTS);
  }
}
