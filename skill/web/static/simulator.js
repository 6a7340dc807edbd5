// Sends what is typed to the coach and shows what it says.
"use strict";

const conversation = document.getElementById("conversation");
const words = document.getElementById("words");
const trouble = document.getElementById("trouble");

function show(text, kind) {
  const line = document.createElement("li");
  line.className = kind;
  line.textContent = text;
  conversation.append(line);
  line.scrollIntoView({ block: "nearest" });
}

async function say(text) {
  show(text || "(silence)", "you");
  trouble.textContent = "";
  try {
    const answer = await fetch("/simulator/say", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ words: text }),
    });
    if (!answer.ok) {
      throw new Error(`the server answered ${answer.status}`);
    }
    const turn = await answer.json();
    if (turn.say) {
      show(turn.say, turn.level === "emergency" ? "coach emergency" : "coach");
    }
    if (!turn.open) {
      show("The session is over.", "note");
    }
  } catch (error) {
    trouble.textContent = `That did not reach the coach: ${error.message}. Reload the page to try again.`;
  }
  words.focus();
}

document.getElementById("say").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  words.value = "";
  say(text);
});

document.getElementById("answers").addEventListener("click", (event) => {
  if (event.target.dataset.words) {
    say(event.target.dataset.words);
  }
});
