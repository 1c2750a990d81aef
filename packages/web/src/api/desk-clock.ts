/** By how much the desk's clock is ahead of the reader's, ms; 0 while they agree. */
let ahead = 0;

/** Less than this is no difference, ms: an HTTP date has whole seconds. */
const AGREED_MS = 3_000;
/** An answer that took longer tells too little of the time, ms. */
const SOON_MS = 2_000;

/** Learns what the desk's clock shows from an answer's `Date` (RFC 9110 §6.6.1); the reader's own when it was asked, and now. */
export function noteDeskTime(date: string | null, askedAt: number, answeredAt: number): void {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told) || answeredAt - askedAt > SOON_MS) return;
  const between = told + 500 - (askedAt + answeredAt) / 2;
  if (Math.abs(between - ahead) >= AGREED_MS) ahead = Math.abs(between) < AGREED_MS ? 0 : between;
}

/** The time now by the desk's clock, ms since epoch: the times that are shown are the desk's, and the reader's clock may be wrong. */
export function deskNow(): number {
  return Date.now() + ahead;
}
