// Shapes of what the simulator's server sends, for the type checker.

/** @typedef {import("../shared/types.js").Reply} Reply */

/**
 * @typedef {{ at: number, words: string, press: string | null }} Step What was said or pressed, and when.
 *
 * @typedef {{ id: string, label: string | null, rings: number, seconds: number }} Timer
 * @typedef {{ id: string, label: string, rings: number, days: string[] }} Reminder
 * @typedef {{ timers: Timer[], reminders: Reminder[] }} AlertList
 *
 * @typedef {object} Turn
 * @property {Reply} reply
 * @property {string} you
 * @property {boolean} permission Whether Alexa herself asks.
 * @property {AlertList} alerts
 * @property {{ request: any, response: any }} exchange
 */

export {};
