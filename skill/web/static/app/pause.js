// A pause of a hold, also without the server: the rest of it, from the very second at which it was interrupted.

import { Refused, Unreachable } from "./coach.js";
import * as view from "./view.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("../shared/types.js").Reply} Reply */

const IN_PLACE = 5; // Seconds to get back into position.

/**
 * Pauses at once, whatever the network does; the coach then hears how much was left.
 *
 * @param {Conversation} conversation
 */
export async function pause(conversation) {
  const { reply, coach } = conversation;
  if (!reply || !conversation.guiding || conversation.busy || !coach) {
    return;
  }
  const [hold] = reply.holds;
  const position = conversation.player.position;
  const left = secondsLeft(reply, position);
  conversation.silence();
  conversation.paused = { reply, left };
  view.phase("paused");
  view.count(left, hold.total);
  view.words("Paused.", "", true);
  view.answers([{ press: "resume", label: "Go on" }], () => resume(conversation));
  const heard_seconds = position < hold.at ? position : hold.at + hold.seconds - left;
  conversation.occupy(true);
  try {
    const answer = await coach.turn({ press: "pause", heard_seconds });
    if (answer.paused !== null) {
      conversation.paused = null;
      conversation.play(answer);
    }
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof Refused)) {
      throw error;
    }
  } finally {
    conversation.occupy(false);
  }
}

/** @param {Conversation} conversation */
export function resume(conversation) {
  const { paused } = conversation;
  if (paused) {
    conversation.paused = null;
    conversation.play(resumed(paused.reply, paused.left));
  } else {
    conversation.take({ press: "resume" });
  }
}

/**
 * Whole seconds left of a reply's hold at a second of its timetable; as many as the ring shows.
 *
 * @param {Reply} reply
 * @param {number} position
 */
function secondsLeft({ holds: [hold] }, position) {
  return Math.min(hold.seconds, Math.max(0, Math.ceil(hold.at + hold.seconds - position - 0.001)));
}

/**
 * The reply that goes on with so many seconds left.
 *
 * @param {Reply} reply
 * @param {number} left
 * @returns {Reply}
 */
function resumed(reply, left) {
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
