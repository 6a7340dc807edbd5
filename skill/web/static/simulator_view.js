// What can be seen of the conversation. Nothing here knows the server.

const SVG = "http://www.w3.org/2000/svg";
const CARE = { emergency: "Emergency", urgent: "Be seen today" };
const LONG = 150; // Letters from which the words are set smaller.

export const at = (id) => document.getElementById(id);

export const HINTS = {
  closed: "Press to start",
  thinking: "One moment",
  speaking: "Press to interrupt",
  listening: "Your turn",
  ready: "Press to pause",
  hold: "Press to pause",
  paused: "Press to go on",
};

const OVER = { ready: "Starts in", hold: "Hold", paused: "Paused" };

export function phase(name) {
  at("stage").dataset.phase = name;
  at("hint").textContent = HINTS[name];
  at("over").textContent = OVER[name] || "";
}

/** The ring: how much is left of a whole, and the number in it. */
export function ring(share, number, spoken) {
  at("progress").setAttribute("stroke-dashoffset", String(100 - 100 * share));
  at("progress").setAttribute("visibility", share > 0 ? "visible" : "hidden");
  at("seconds").textContent = number;
  if (at("doing").textContent !== spoken) {
    at("doing").textContent = spoken;
  }
}

export function caption(text, live) {
  const shown = at("caption");
  shown.setAttribute("aria-live", live ? "polite" : "off");
  shown.classList.toggle("long", text.length > LONG);
  shown.textContent = text;
}

export function line(text, kind) {
  const item = document.createElement("li");
  item.className = kind;
  item.textContent = text;
  at("conversation").append(item);
  showLatest();
}

/** The newest line is the one to be seen, also where the list gets more room or less. */
function showLatest() {
  at("conversation").scrollTop = at("conversation").scrollHeight;
}
new ResizeObserver(showLatest).observe(at("conversation"));

/** The words, signs and large numbers of care that can't wait. */
export function care(turn) {
  const level = turn && CARE[turn.level] ? turn.level : null;
  if (level) {
    at("stage").dataset.level = level;
  } else {
    delete at("stage").dataset.level;
  }
  at("care").replaceChildren();
  if (level) {
    const what = document.createElement("span");
    what.className = "what";
    what.textContent = CARE[level];
    at("care").append(what);
    for (const digits of turn.numbers) {
      const number = document.createElement("span");
      number.className = "number";
      number.textContent = digits;
      at("care").append(number);
    }
  }
}

export function chips(answers, choose) {
  const buttons = answers.map(({ word, read, ...answer }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word;
    if (read && read !== word) {
      button.setAttribute("aria-label", read);
    }
    button.addEventListener("click", () => choose({ word, ...answer }));
    return button;
  });
  // The keyboard stays on the same word: whoever has just said no must not find a yes under the finger.
  const had = at("buttons").contains(document.activeElement) ? document.activeElement.textContent : null;
  at("buttons").replaceChildren(...buttons);
  if (had !== null) {
    (buttons.find((it) => it.textContent === had) || at("orb")).focus({ preventScroll: true });
  }
}

/** The position, as the screen's own vector graphic has it. */
export function figure(drawing, label) {
  at("figure").hidden = !drawing;
  at("figure").replaceChildren();
  if (!drawing) {
    return;
  }
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${drawing.width} ${drawing.height}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  for (const item of drawing.items) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", item.pathData || "");
    path.setAttribute("fill", item.fill || "none");
    path.setAttribute("stroke", item.stroke || "none");
    path.setAttribute("stroke-width", item.strokeWidth || 0);
    path.setAttribute("stroke-linecap", item.strokeLineCap || "butt");
    path.setAttribute("stroke-linejoin", item.strokeLineJoin || "miter");
    if (item.strokeDashArray) {
      path.setAttribute("stroke-dasharray", item.strokeDashArray.join(" "));
    }
    svg.append(path);
  }
  at("figure").append(svg);
}

/** Nothing has been said yet. */
export function clear() {
  at("conversation").replaceChildren();
  at("linked").textContent = at("request").textContent = at("response").textContent = "";
  trouble("");
  care(null);
  figure(null);
}

export function wire(exchange) {
  at("request").textContent = JSON.stringify(exchange.request, null, 2);
  at("response").textContent = JSON.stringify(exchange.response, null, 2);
}

export function trouble(text) {
  at("trouble").hidden = !text;
  at("trouble").textContent = text;
}
