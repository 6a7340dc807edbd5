// What the visitor has chosen: kept by this browser, shown by the controls.

import { keep, stored } from "./simulator_talk.js";
import { at } from "./simulator_view.js";

const USUAL = { device: "speaker", locale: "en-US", voice: true, night: false, silent: false };

export class Settings {
  constructor(voice) {
    this.voiceOf = voice;
    this.chosen = { ...USUAL, ...stored(localStorage, "settings") };
  }

  /** Changes some of them, and shows and keeps them all. */
  change(some = {}) {
    Object.assign(this.chosen, some);
    const { device, locale, voice, night, silent } = this.chosen;
    at("device").value = device;
    at("locale").value = locale;
    at("silent").checked = silent;
    at("stage").dataset.device = device;
    at("night").setAttribute("aria-pressed", String(night));
    document.documentElement.toggleAttribute("data-night", night);
    Object.assign(this.voiceOf, { on: voice, soft: night, locale });
    const mute = !this.voiceOf.chosen();
    at("voice").disabled = mute;
    at("voice").textContent = mute ? "No voice here" : "Voice";
    at("voice").setAttribute("aria-pressed", String(voice && !mute));
    keep(localStorage, "settings", this.chosen);
  }

  /** The device and country of a link, as far as this page has them. */
  follow({ device, locale }) {
    const known = [...at("locale").options].some((it) => it.value === locale);
    this.change({ device: device === "screen" ? "screen" : "speaker", ...(known ? { locale } : {}) });
  }
}
