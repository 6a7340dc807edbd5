// Shapes of what the coach sends, for the type checker; see tests/fuzz/openapi.yaml.

/**
 * @typedef {object} Cue
 * @property {number} at Seconds from the beginning of the reply.
 * @property {string} say
 * @property {string} [kind]
 *
 * @typedef {object} Hold
 * @property {string} name
 * @property {string | null} side
 * @property {number} at
 * @property {number} seconds
 * @property {number} total
 *
 * @typedef {{ press: string, label: string, during?: boolean }} Choice
 * @typedef {{ label: string, tel: string }} Call
 *
 * @typedef {object} Summary
 * @property {string[]} told
 * @property {string[]} denied
 * @property {string[]} not_sure
 * @property {string[]} stretches
 * @property {string | null} sounds_like
 * @property {string | null} level
 * @property {string} call_back
 * @property {string} watch_for
 *
 * @typedef {object} Reply
 * @property {Cue[]} cues
 * @property {Hold[]} holds
 * @property {number} seconds
 * @property {string} reprompt
 * @property {boolean} open
 * @property {string | null} awaiting
 * @property {Choice[]} buttons
 * @property {string | null} level
 * @property {Call[]} call
 * @property {string | null} picture
 * @property {number | null} paused Seconds left of a paused hold.
 * @property {number} pace
 * @property {boolean} whisper
 * @property {Summary | null} summary
 *
 * @typedef {object} Asked
 * @property {boolean} [launch]
 * @property {string} [say]
 * @property {string} [press]
 * @property {boolean} [silence]
 * @property {number} [heard_seconds]
 * @property {number} [hour]
 */

export {};
