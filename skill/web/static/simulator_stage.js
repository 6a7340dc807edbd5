// What the stage shows at a moment: the phase, the ring and the likely answers.

import * as view from "./simulator_view.js";

const OPENINGS = [{ word: "Open Cramp Coach" }, { word: "Ask Cramp Coach to stretch my left glute" }];

export const named = (hold) => [hold.name, hold.side].filter(Boolean).join(" · ");

export class Stage {
  constructor(choose) {
    this.choose = choose;
    this.offered = "";
  }

  /** Shows where a conversation is; `position` is the second of its last reply, null when that is over. */
  show(talk, open, position) {
    const turn = talk.last;
    const name = phaseOf(turn, open, position);
    if (view.at("stage").dataset.phase !== name) {
      view.phase(name);
    }
    draw(name, turn, position);
    this.offer(answersOf(name, turn, talk.over));
  }

  offer(answers) {
    const key = JSON.stringify(answers);
    if (key !== this.offered) {
      this.offered = key;
      view.chips(answers, this.choose);
    }
  }
}

function phaseOf(turn, open, position) {
  const playing = position !== null;
  if (playing && turn.hold && position < turn.hold.at + turn.hold.seconds) {
    return position < turn.hold.at ? "ready" : "hold";
  }
  if (open && turn.paused) {
    return "paused";
  }
  if (playing) {
    return "speaking";
  }
  return open ? "listening" : "closed";
}

function draw(name, turn, position) {
  if (name === "ready") {
    view.ring(turn.hold.seconds / turn.hold.total, String(Math.ceil(turn.hold.at - position)), named(turn.hold));
  } else if (name === "hold") {
    const left = Math.max(0, turn.hold.at + turn.hold.seconds - position);
    view.ring(left / turn.hold.total, String(Math.ceil(left)), named(turn.hold));
  } else if (name === "paused") {
    view.ring(turn.paused.left / turn.paused.total, String(Math.ceil(turn.paused.left)), named(turn.paused));
  } else {
    view.ring(0, "", turn && turn.alexa && name !== "closed" ? "Alexa herself asks" : "");
  }
}

function answersOf(name, turn, over) {
  if (!turn || over) {
    return OPENINGS;
  }
  const during = name === "ready" || name === "hold";
  if (turn.open && turn.screen && turn.screen.buttons.length) {
    const own = turn.screen.buttons.filter((it) => !turn.hold || it.during === during);
    return own.map(({ name: press, word, read }) => ({ word, read, press }));
  }
  return (during ? turn.controls : turn.answers).map((word) => ({ word }));
}
