// The page to take along: made here from the conversation, never sent or kept.

/** @typedef {import("./conversation.js").Line} Line */
/** @typedef {import("../shared/types.js").Summary} Summary */

const LEVELS = /** @type {Record<string, string>} */ ({
  emergency: "Emergency help now",
  urgent: "Be seen today",
  soon: "See a doctor in the next few days",
  routine: "See a doctor in the coming weeks",
  selfcare: "Care at home",
});

/** @typedef {{ title: string, lines: string[] }} Part */

/**
 * @param {Summary | null} summary
 * @param {Line[]} lines
 * @param {{ call_back: string, watch_for: string } | null} net What to watch for, where there is no summary.
 * @param {Date} when
 * @returns {Part[]}
 */
export function parts(summary, lines, net, when) {
  const advised = lines.filter(({ who, level }) => who === "coach" && level).map(({ text }) => text);
  const level = summary?.level ?? lines.findLast((it) => it.level)?.level ?? "";
  const found = [
    { title: "When", lines: [when.toLocaleString([], { dateStyle: "long", timeStyle: "short" })] },
    { title: "In my own words", lines: lines.filter(({ typed }) => typed).map(({ text }) => `“${text}”`) },
    { title: "I told of", lines: summary?.told ?? [] },
    { title: "I was not sure about", lines: summary?.not_sure ?? [] },
    { title: "I said no to", lines: summary?.denied ?? [] },
    { title: "Questions and my answers", lines: summary ? [] : asked(lines) },
    { title: "Sounds most like, not examined", lines: summary?.sounds_like ? [summary.sounds_like] : [] },
    { title: "Stretches guided", lines: summary?.stretches ?? lines.filter(({ text }) => text.startsWith("(guided")).map(({ text }) => text) },
    { title: "Advised", lines: [LEVELS[level] ?? "", ...advised.filter((it) => !it.startsWith("(")).slice(-1)].filter(Boolean) },
    { title: "To watch for", lines: [summary?.call_back ?? net?.call_back ?? "", summary?.watch_for ?? net?.watch_for ?? ""].filter(Boolean) },
  ];
  return found.filter((it) => it.lines.length);
}

/**
 * Each question with the answer to it.
 *
 * @param {Line[]} lines
 */
function asked(lines) {
  return lines.flatMap(({ who, text }, place) => {
    const before = lines[place - 1];
    return who === "me" && before?.who === "coach" && !before.text.startsWith("(") ? [`${before.text} — ${text}`] : [];
  });
}

/**
 * @param {Element} into
 * @param {Part[]} made
 */
export function show(into, made) {
  into.replaceChildren(...made.flatMap(({ title, lines }) => {
    const heading = document.createElement("h3");
    heading.textContent = title;
    const list = document.createElement("ul");
    list.append(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    return [heading, list];
  }));
}

/** @param {Part[]} made */
export const asText = (made) => ["What I told Cramp Coach", ...made.map(({ title, lines }) => (
  `${title}:\n${lines.map((it) => `- ${it}`).join("\n")}`
))].join("\n\n");
