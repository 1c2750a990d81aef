/** How long a session lives whatever happens, ms. */
export const SESSION_ABSOLUTE_MS = 8 * 3_600_000;
/** How long a session may rest, ms. */
export const SESSION_IDLE_MS = 30 * 60_000;
/** How exactly the last use is written down, ms. */
export const SEEN_EVERY_MS = 60_000;
