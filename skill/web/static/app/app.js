// The app's page: where a conversation begins, warning signs and numbers, what to take along.

import { Coach } from "./coach.js";
import { choose, guessed } from "./country.js";
import { Awake } from "./device.js";
import { keep, OfflineCoach } from "./offline.js";
import * as summary from "./summary.js";
import { Talk } from "./talk.js";
import * as view from "./view.js";

const { at, the } = view;
const locale = the("locale", HTMLSelectElement);
const call = the("call", HTMLAnchorElement);
const awake = new Awake();
const coach = new Coach();
/** @type {import("./offline.js").Kept | null} */
let kept = null;
let keeping = Promise.resolve();

const talk = new Talk({
  onOpen: (open) => awake.keep(open),
  onUnreachable: () => {
    view.trouble("The coach can’t be reached, so your last answer has not arrived.");
    network();
  },
  onRestart: () => begin(),
});
const { conversation, voice } = talk;

async function begin(withoutNetwork = false) {
  talk.prepare();
  view.open("talk");
  view.trouble("");
  const offline = withoutNetwork || !navigator.onLine;
  if (offline) {
    await keeping;
  }
  // Only the server understands words.
  at("say").hidden = offline;
  if (offline && kept) {
    await conversation.begin(new OfflineCoach(kept), { launch: true });
  } else {
    coach.state = null;
    await conversation.begin(coach, { ...(place() ?? { launch: true }), hour: new Date().getHours() });
  }
}

/** Where the user is, if they have chosen that; it decides about the stretch. */
function place() {
  /** @type {HTMLInputElement | null} */
  const chosen = document.querySelector("[name=place]:checked");
  return chosen && { press: chosen.value };
}

function network() {
  at("network").hidden = navigator.onLine;
}

// The country

function country() {
  const { value, selectedOptions } = locale;
  const tel = selectedOptions[0]?.dataset.tel ?? "";
  coach.locale = voice.locale = value;
  call.hidden = !tel;
  call.href = `tel:${tel.replace(/\D/g, "")}`;
  call.textContent = `Call ${tel}`;
  keeping = keep(value).then((it) => {
    kept = it;
    conversation.offline = kept && (() => begin(true));
    signs();
  });
}

function signs() {
  if (!kept) {
    return;
  }
  at("signs-call").textContent = kept.emergency;
  view.links(at("signs-numbers"), kept.numbers);
  for (const level of /** @type {const} */ (["emergency", "urgent"])) {
    at(`signs-${level}`).replaceChildren(...kept.signs[level].map((sign) => {
      const item = document.createElement("li");
      item.textContent = sign;
      return item;
    }));
  }
  at("signs-where").textContent = kept.urgent;
}

locale.value = guessed([...locale.options].map((it) => it.value));
locale.addEventListener("change", () => {
  choose(locale.value);
  country();
});
country();

// Buttons

at("begin").addEventListener("click", () => begin());

let before = "start";
/** @param {string} name */
function visit(name) {
  before = view.opened();
  view.open(name);
}
const leave = () => view.open(before);

at("without").addEventListener("click", (event) => {
  event.preventDefault();
  visit("signs");
});
at("signs-close").addEventListener("click", leave);

/** @type {summary.Part[]} */
let made = [];
at("show").addEventListener("click", () => {
  made = summary.parts(conversation.summary, conversation.lines, kept, new Date());
  summary.show(at("summary-text"), made);
  at("share").hidden = !("share" in navigator);
  visit("summary");
});
at("summary-close").addEventListener("click", leave);
at("print").addEventListener("click", () => window.print());
at("share").addEventListener("click", () => {
  // Whoever closes the phone's menu has changed their mind.
  navigator.share({ title: "What I told Cramp Coach", text: summary.asText(made) }).catch(() => {});
});

// The device

at("heard-by").hidden = !talk.ear.works;
at("kept-by").hidden = talk.ear.works;
window.addEventListener("online", network);
window.addEventListener("offline", network);
network();
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/worker.js").catch(() => {});
}
