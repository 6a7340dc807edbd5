// What the screen shows while a reply is played, and after it.

import { buzz } from "./device.js";
import * as view from "./view.js";

/** @typedef {import("./conversation.js").Conversation} Conversation */
/** @typedef {import("../shared/types.js").Cue} Cue */
/** @typedef {import("../shared/types.js").Reply} Reply */

const CONTROLS = ["stop", "back"]; // Shown below the answers.

/**
 * Shows the words of a cue that begins.
 *
 * @param {Reply} reply
 * @param {Cue} cue
 * @param {boolean} aloud Whether it is heard too.
 */
export function words(reply, cue, aloud) {
  const texts = reply.cues.map((it) => it.say);
  if (reply.holds.length) {
    view.words(cue.say, "", !aloud);
    buzz(cue.kind);
  } else if (aloud) {
    view.words(cue.say, texts.slice(0, reply.cues.indexOf(cue)).join(" "), false);
  } else {
    // To be read: all of it at once.
    view.words(texts[texts.length - 1], texts.slice(0, -1).join(" "), true);
  }
}

/**
 * Shows the ring, the answers and the controls that fit this moment.
 *
 * @param {Conversation} conversation
 */
export function show(conversation) {
  const { reply, player, level, lines } = conversation;
  if (!reply || conversation.paused) {
    return;
  }
  const name = phase(reply, player);
  view.phase(name);
  const [hold] = reply.holds;
  if (name === "guide") {
    view.count(hold.seconds, hold.total);
  } else if (name === "ready") {
    view.count(hold.seconds, hold.total, hold.at - player.position);
  } else if (name === "hold") {
    view.count(hold.at + hold.seconds - player.position, hold.total);
  } else if (name === "paused" && reply.paused !== null) {
    view.count(reply.paused, Math.max(reply.paused, 1));
  }
  const during = name === "guide" || name === "ready" || name === "hold";
  const choices = reply.buttons.filter((it) => Boolean(it.during) === during && !CONTROLS.includes(it.press));
  view.answers(name === "closed" ? [{ press: "launch", label: "Start again" }] : choices, (choice) => conversation.choose(choice));
  view.at("back").hidden = during || !reply.buttons.some((it) => it.press === "back");
  view.at("again").hidden = name !== "asking" || choices.some((it) => it.press === "repeat");
  view.at("stop").hidden = name === "closed";
  const advised = level !== null && level !== "selfcare";
  view.at("show").hidden = during || lines.length < 2 || !(name === "closed" || advised);
}

/**
 * @param {Reply} reply
 * @param {import("../shared/player.js").Player} player
 */
function phase(reply, player) {
  const [hold] = reply.holds;
  const position = player.position;
  if (hold && player.playing && position < hold.at + hold.seconds) {
    const ready = reply.cues.find((it) => it.kind === "get_ready");
    return position >= hold.at ? "hold" : ready && position >= ready.at ? "ready" : "guide";
  }
  if (reply.open && reply.paused !== null) {
    return "paused";
  }
  return reply.open ? "asking" : "closed";
}
