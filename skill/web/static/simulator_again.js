// A conversation again: after a reload, or from a link.

import { now } from "./shared/clock.js";
import { ask, fresh, stored } from "./simulator_talk.js";
import * as view from "./simulator_view.js";

/** After a reload a conversation goes on where it would be by now. */
export function restore(it) {
  const kept = stored(sessionStorage, "talk");
  it.talk = kept.id ? { ...fresh(), ...kept } : it.talk;
  const { last, lines, drift, began } = it.talk;
  it.player.drift = drift;
  lines.forEach(([text, kind]) => view.line(text, kind));
  if (last) {
    const cue = last.cues[last.cues.length - 1];
    view.caption(cue ? cue.say : last.say, false);
    it.play(last, began);
  } else {
    it.rest();
  }
  it.alerts.refresh();
}

/** The conversation of a link, said by a stranger; its last reply is played. */
export async function replay(it, link) {
  it.settings.follow(link);
  it.begin(true);
  it.busy = true;
  view.phase("thinking");
  // The last step happens now, and those before it as long ago as they once did.
  const first = it.player.time - link.steps[link.steps.length - 1].after;
  try {
    for (const { after, words, press } of link.steps) {
      const step = { at: first + after, words, press };
      it.accept(step, await ask(it.talk, it.settings.chosen, step, it.player.drift));
    }
    it.busy = false;
    it.play(it.talk.last, now());
  } catch (error) {
    it.busy = false;
    it.lost(error);
    it.rest();
  }
}
