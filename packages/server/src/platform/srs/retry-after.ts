/** Longest pause that is believed; what lies beyond it is taken for a mistake. */
const LONGEST_MS = 60 * 60 * 1000;

/**
 * How long `Retry-After` asks to wait, in ms from `now` (ms since epoch). Takes both forms of RFC 9110 §10.2.3,
 * seconds and HTTP date; null when the header is absent or neither. Never negative, at most an hour.
 */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return clamp(Number(text) * 1000);
  if (!/^[A-Z][a-z]{2,8},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : clamp(at - now);
}

function clamp(ms: number): number {
  return Math.min(Math.max(Math.ceil(ms), 0), LONGEST_MS);
}
