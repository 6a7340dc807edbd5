// The country, which decides about the emergency number: where the phone is counts more than its language.

const CHOSEN = "country";

/** @type {[RegExp, string][]} */
const ZONES = [
  [/^(Europe\/(London|Belfast|Jersey|Guernsey|Isle_of_Man)|GB)$/, "en-GB"],
  [/^Australia\//, "en-AU"],
  [/^Asia\/(Kolkata|Calcutta)$/, "en-IN"],
  [/^America\/(Toronto|Vancouver|Edmonton|Winnipeg|Halifax|St_Johns|Regina|Montreal|Moncton|Whitehorse|Yellowknife|Iqaluit|Glace_Bay|Thunder_Bay)$|^Canada\//, "en-CA"],
  [/^America\/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Juneau|Sitka|Nome|Menominee|Adak|Indiana\/.*|Kentucky\/.*|North_Dakota\/.*)$|^US\/|^Pacific\/Honolulu$/, "en-US"],
];

/**
 * The locale to begin with: the one chosen here before, else by the time zone, else by the language.
 *
 * @param {string[]} known
 */
export function guessed(known) {
  const chosen = read();
  if (chosen && known.includes(chosen)) {
    return chosen;
  }
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  const there = ZONES.find(([pattern]) => pattern.test(zone));
  if (there) {
    return there[1];
  }
  // A time zone elsewhere says that no number we know is the right one.
  if (/^(Europe|Asia|Africa|America|Pacific|Atlantic|Indian)\//.test(zone)) {
    return "en";
  }
  return navigator.languages.find((it) => known.includes(it)) ?? "en";
}

function read() {
  try {
    return localStorage.getItem(CHOSEN);
  } catch {
    return null;
  }
}

/** @param {string} locale */
export function choose(locale) {
  try {
    localStorage.setItem(CHOSEN, locale);
  } catch {
    // A browser that keeps nothing asks again.
  }
}
