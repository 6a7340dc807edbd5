// Plays a reply by its timetable: each cue at its second, aloud where this computer has a voice of its own.

const PATIENCE = 4; // Seconds that a voice may take beyond twice its estimate before it is cut off.
const DEAF = 2; // Seconds after which a voice that has not begun is taken as silent.

const base = Date.now() / 1000 - performance.now() / 1000;

/** Seconds since 1970 that never jump, whatever happens to the computer's clock. */
export function now() {
  return base + performance.now() / 1000;
}

/** The computer's own voice. Voices that send words elsewhere are left alone, so that the page works offline. */
export class Voice {
  constructor() {
    this.on = true;
    this.soft = false;
    this.locale = "en-US";
    this.talking = null;
    this.silent = false;
  }

  get audible() {
    return this.on && !this.silent && Boolean(this.chosen());
  }

  chosen() {
    if (!("speechSynthesis" in window)) {
      return null;
    }
    const here = speechSynthesis.getVoices().filter((it) => it.localService && it.lang.toLowerCase().startsWith("en"));
    return here.find((it) => it.lang.replace("_", "-") === this.locale) || here[0] || null;
  }

  say(cue, turn) {
    this.hush();
    if (!this.audible) {
      return;
    }
    const words = new SpeechSynthesisUtterance(cue.spoken);
    words.voice = this.chosen();
    words.lang = words.voice.lang;
    words.rate = turn.pace;
    words.volume = this.soft || turn.whispers ? 0.3 : 1;
    const talking = { until: now() + 2 * cue.seconds + PATIENCE, begun: false, since: now() };
    words.onstart = () => { talking.begun = true; };
    words.onend = words.onerror = () => { if (this.talking === talking) this.talking = null; };
    this.talking = talking;
    speechSynthesis.speak(words);
  }

  /** Whether it still speaks; a voice that never begins is not waited for again. */
  get busy() {
    const it = this.talking;
    if (it && !it.begun && now() - it.since > DEAF) {
      this.silent = true;
      this.talking = null;
      return false;
    }
    return Boolean(it) && now() < it.until;
  }

  hush() {
    this.talking = null;
    if ("speechSynthesis" in window) {
      speechSynthesis.cancel();
    }
  }
}

/** One reply after the other. Before a hold the voice may finish; from its beginning on, the clock alone counts. */
export class Player {
  constructor(voice, { onCue, onEnd }) {
    this.voice = voice;
    this.onCue = onCue;
    this.onEnd = onEnd;
    this.drift = 0; // Seconds that slow words have held up the timetables; the coach's clock stood still then.
    this.turn = null;
    this.timer = 0;
    this.waitFrom = undefined;
  }

  get playing() {
    return this.turn !== null;
  }

  get position() {
    return now() - this.start;
  }

  /** The time as the coach should count it. */
  get time() {
    return now() - this.drift;
  }

  /** Plays from a moment that may lie behind: then what was already said stays unsaid. */
  play(turn, start = now()) {
    this.stop();
    this.turn = turn;
    this.start = start;
    this.next = turn.cues.findIndex((cue) => cue.at >= this.position - 0.25);
    if (this.next < 0) {
      this.next = turn.cues.length;
    }
    if (this.next > 0) {
      this.onCue(turn.cues[this.next - 1]);
    }
    this.schedule();
  }

  stop() {
    clearTimeout(this.timer);
    this.waitFrom = undefined;
    this.turn = null;
    this.voice.hush();
  }

  schedule() {
    const { cues, seconds } = this.turn;
    const due = this.next < cues.length ? cues[this.next].at : seconds;
    this.timer = setTimeout(() => this.go(), Math.max(0, (due - this.position) * 1000));
  }

  go() {
    const { cues, hold } = this.turn;
    const over = this.next >= cues.length;
    const exact = hold && !over && cues[this.next].at > hold.at - 0.01;
    if (!exact && this.voice.busy) {
      this.waitFrom ??= now();
      this.timer = setTimeout(() => this.go(), 40);
      return;
    }
    if (this.waitFrom !== undefined) {
      const waited = now() - this.waitFrom;
      this.waitFrom = undefined;
      this.start += over ? 0 : waited;
      this.drift += over ? 0 : waited;
    }
    if (over) {
      this.turn = null;
      this.onEnd();
      return;
    }
    const cue = cues[this.next];
    this.next += 1;
    this.onCue(cue);
    this.voice.say(cue, this.turn);
    this.schedule();
  }
}
