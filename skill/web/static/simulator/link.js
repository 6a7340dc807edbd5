// A conversation as the part of a link behind the #, which browsers never send to a server.

/** @typedef {import("./types.js").Step} Step */
/** @typedef {{ device: string | null, locale: string | null }} Settings */
/** @typedef {Settings & { steps: { after: number, words: string, press: string | null }[] }} Link */

/**
 * One step is `12.5:no`, `12.5:` for silence, or `press=12.5:pause`.
 *
 * @param {Step[]} steps
 * @param {{ device: string, locale: string }} settings
 */
export function written(steps, { device, locale }) {
  const parts = new URLSearchParams({ device, locale });
  for (const { at, words, press } of steps) {
    parts.append(press ? "press" : "say", `${(at - steps[0].at).toFixed(1)}:${press ?? words}`);
  }
  const { origin, pathname } = window.location;
  return `${origin}${pathname}#${parts}`;
}

/**
 * The conversation of a link; null where there is none.
 *
 * @param {string} fragment
 * @returns {Link | null}
 */
export function read(fragment) {
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const steps = [];
  for (const [kind, value] of parts) {
    const found = /^(\d+(?:\.\d+)?):(.*)$/s.exec(value);
    if (found && (kind === "say" || kind === "press")) {
      steps.push({ after: Number(found[1]), words: kind === "say" ? found[2] : "", press: kind === "press" ? found[2] : null });
    }
  }
  return steps.length ? { steps, device: parts.get("device"), locale: parts.get("locale") } : null;
}
