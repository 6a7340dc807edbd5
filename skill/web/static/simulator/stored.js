// What this browser keeps for the simulator.

/**
 * @param {Storage} place
 * @param {string} name
 */
export function stored(place, name) {
  try {
    return JSON.parse(place.getItem(name) ?? "{}");
  } catch {
    return {};
  }
}

/**
 * @param {Storage} place
 * @param {string} name
 * @param {object} what
 */
export function keep(place, name, what) {
  try {
    place.setItem(name, JSON.stringify(what));
  } catch {
    // A browser that keeps nothing still talks.
  }
}
