// The page's clock.

const base = Date.now() / 1000 - performance.now() / 1000;

/** Seconds since 1970 that never jump, whatever happens to the computer's clock. */
export function now() {
  return base + performance.now() / 1000;
}
