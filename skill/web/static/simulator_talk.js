// A conversation as this browser keeps it, and the way to the coach.

const TROUBLE = {
  400: "The coach did not understand this page. Please reload it.",
  409: "The coach no longer knows this conversation: it was restarted, or another tab went on with it. "
    + "Press the circle to begin a new one.",
};

export function stored(place, name) {
  try {
    return JSON.parse(place.getItem(name)) || {};
  } catch {
    return {};
  }
}

export function keep(place, name, what) {
  try {
    place.setItem(name, JSON.stringify(what));
  } catch {
    // A browser that keeps nothing still talks.
  }
}

/** A conversation that has not begun. */
export function fresh(stranger = false) {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const id = Array.from(bytes, (it) => it.toString(16).padStart(2, "0")).join("");
  return { id, stranger, turns: 0, steps: [], lines: [], last: null, began: 0, drift: 0, over: false };
}

/** One turn of the coach; an error says in a sentence what went wrong. */
export async function ask(talk, settings, step, drift) {
  return send("/simulator/say", talk, {
    turn: talk.turns,
    at: step.at,
    drift,
    words: step.words,
    press: step.press,
    locale: settings.locale,
    device: settings.device,
  });
}

/** What will ring, after those to be cancelled are gone. */
export async function alerts(talk, at, cancel) {
  return send("/simulator/alerts", talk, { at, cancel });
}

async function send(address, talk, what) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    signal: AbortSignal.timeout(20000),
    body: JSON.stringify({ conversation: talk.id, stranger: talk.stranger, zone, ...what }),
  });
  if (!answer.ok) {
    throw new Error(TROUBLE[answer.status] || `The coach stumbled (${answer.status}). Please try again.`, { cause: answer.status });
  }
  return answer.json();
}
