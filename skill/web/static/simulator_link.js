// A conversation as the part of a link behind the #, which browsers never send to a server.

/** One step is `12.5:no`, `12.5:` for silence, or `press=12.5:pause`. */
export function written(steps, settings) {
  const parts = new URLSearchParams({ device: settings.device, locale: settings.locale });
  for (const step of steps) {
    const after = (step.at - steps[0].at).toFixed(1);
    parts.append(step.press ? "press" : "say", `${after}:${step.press || step.words}`);
  }
  const { origin, pathname } = window.location;
  return `${origin}${pathname}#${parts}`;
}

/** The conversation of a link; null where there is none. */
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
