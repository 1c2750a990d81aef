/** A page that nobody touched for so long asks by itself, ms. */
const UNATTENDED_AFTER_MS = 60_000;

let lastActAt = Date.now();

for (const act of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
  globalThis.addEventListener?.(act, () => (lastActAt = Date.now()), { capture: true, passive: true });

/** Whether what the page asks for now comes from the page alone: such requests do not keep a session from ending. */
export function isUnattended(): boolean {
  return Date.now() - lastActAt > UNATTENDED_AFTER_MS;
}

/** Whether somebody has touched the page since then (ms since epoch). */
export function hasActedSince(at: number): boolean {
  return lastActAt > at;
}
