// Draws the documents that the page sends with Amazon's engine, and tells the page what is pressed.

"use strict";

const tell = (message) => parent.postMessage(message, "*");
const engine = AplRenderer.initEngine();
let drawing = null;
let turn = engine;

function clear() {
  if (drawing) {
    drawing.destroy();
    drawing = null;
  }
  // The engine leaves its listeners behind.
  const view = document.getElementById("view");
  view.replaceWith(view.cloneNode(false));
}

function filled(page, datasources) {
  const content = AplRenderer.Content.create(JSON.stringify(page));
  for (const it of page.mainTemplate.parameters || []) {
    const name = it.name || it;
    content.addData(name, JSON.stringify(name === "payload" ? datasources : datasources[name] || {}));
  }
  return content;
}

async function show({ document: page, datasources, viewport }) {
  clear();
  const view = document.getElementById("view");
  drawing = AplRenderer.default.create({
    content: filled(page, datasources),
    view,
    viewport,
    mode: "HUB",
    theme: "dark",
    environment: { agentName: "Cramp Coach", agentVersion: "1.0", allowOpenUrl: false, disallowVideo: true },
    utcTime: 0,
    localTimeAdjustment: 0,
    onSendEvent: (event) => tell({ press: event.arguments[0] }),
    onRunTimeError: (errors) => console.error(JSON.stringify(errors)),
  });
  await drawing.init();
  // The keyboard has the same buttons below the screen; here it would find none.
  document.querySelectorAll("[tabindex]").forEach((it) => it.removeAttribute("tabindex"));
  await new Promise(requestAnimationFrame);
  clock.catchUp();
}

window.addEventListener("message", ({ source, data }) => {
  if (source !== parent) {
    return;
  }
  if ("wait" in data) {
    clock.wait(data.wait, data.waited);
    return;
  }
  if (data.show) {
    clock.begin(data.show.began); // At once: the timetable may wait while the engine still starts.
  }
  turn = turn.then(() => (data.show ? show(data.show) : clear())).catch((error) => tell({ broken: String(error) }));
});

engine.then(() => tell({ ready: true })).catch((error) => tell({ broken: String(error) }));
