// A pause without the server: the rest of a hold, from the very second at which it was interrupted.

/** @typedef {import("../shared/types.js").Reply} Reply */

const IN_PLACE = 5; // Seconds to get back into position.

/**
 * Whole seconds left of a reply's hold at a second of its timetable; as many as the ring shows.
 *
 * @param {Reply} reply
 * @param {number} position
 */
export function secondsLeft({ holds: [hold] }, position) {
  return Math.min(hold.seconds, Math.max(0, Math.ceil(hold.at + hold.seconds - position - 0.001)));
}

/**
 * The reply that goes on with so many seconds left.
 *
 * @param {Reply} reply
 * @param {number} left
 * @returns {Reply}
 */
export function resumed(reply, left) {
  const [hold] = reply.holds;
  const begins = IN_PLACE + 2;
  const shift = begins - (hold.at + hold.seconds - left);
  const rest = reply.cues
    .filter(({ at, kind }) => at >= hold.at + hold.seconds - left && kind !== "hold")
    .map((cue) => ({ ...cue, at: cue.at + shift }));
  return {
    ...reply,
    cues: [
      { at: 0, kind: "get_ready", say: `${left} seconds left. Get back into place.` },
      { at: begins, kind: "hold", say: `Hold, ${left} seconds.` },
      // What would be said over it, or right after it.
      ...rest.filter(({ at }) => at > begins + 1.8),
    ],
    holds: [{ ...hold, at: begins, seconds: left }],
    seconds: reply.seconds + shift,
    paused: null,
  };
}
