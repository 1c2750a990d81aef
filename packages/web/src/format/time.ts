/** Times as people read them. All take ms since epoch and a BCP 47 locale; nothing here reads a clock. */

import { dateFormat, numberFormat } from './formatters.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, { s: string; min: string; h: string; d: string }>> = {
  en: { s: 's', min: 'min', h: 'h', d: 'd' },
  de: { s: 's', min: 'Min.', h: 'Std.', d: 'T.' },
};

/** A span in its largest sensible unit: `4 s`, `48 min`, `3 h`, `12 d`. Never negative. */
export function spanText(ms: number, locale: string): string {
  const unit = UNITS[locale.slice(0, 2)] ?? { s: 's', min: 'min', h: 'h', d: 'd' };
  const span = Math.max(0, ms);
  if (span < MINUTE) return `${Math.floor(span / SECOND)} ${unit.s}`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} ${unit.min}`;
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} ${unit.h}`;
  return `${Math.floor(span / DAY)} ${unit.d}`;
}

/** A span in the largest unit that tells it exactly: `90 s`, `15 min`, `36 h`, `30 d`. */
export function exactSpanText(ms: number, locale: string): string {
  const unit = UNITS[locale.slice(0, 2)] ?? { s: 's', min: 'min', h: 'h', d: 'd' };
  if (ms !== 0 && ms % DAY === 0) return `${ms / DAY} ${unit.d}`;
  if (ms !== 0 && ms % HOUR === 0) return `${ms / HOUR} ${unit.h}`;
  if (ms !== 0 && ms % MINUTE === 0) return `${ms / MINUTE} ${unit.min}`;
  return `${ms / SECOND} ${unit.s}`;
}

/** A duration of a call: `84 ms`, `2.4 s`. */
export function durationText(ms: number, locale: string): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${numberFormat(locale, { maximumFractionDigits: 1 }).format(ms / SECOND)} s`;
  return spanText(ms, locale);
}

/** How long until the text of {@link spanText} changes, ms: when a ticking label must be drawn again. */
export function nextTick(ms: number): number {
  const span = Math.abs(ms);
  if (span < MINUTE) return SECOND;
  if (span < HOUR) return MINUTE / 2;
  return 10 * MINUTE;
}

/** Date and time to the second, in the reader's zone unless one is given. */
export function exactText(ms: number, locale: string, timeZone?: string): string {
  return dateFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'medium',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(ms);
}

/** Hour and minute, and the date too when it is another day than `now`. */
export function clockText(ms: number, now: number, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = dateFormat(locale, { dateStyle: 'medium', ...zone });
  const time = dateFormat(locale, { hour: '2-digit', minute: '2-digit', ...zone }).format(ms);
  return day.format(ms) === day.format(now) ? time : `${day.format(ms)} ${time}`;
}

/** The date alone, e.g. for the end of a validity. */
export function dateText(ms: number, locale: string, timeZone?: string): string {
  return dateFormat(locale, { dateStyle: 'medium', ...(timeZone === undefined ? {} : { timeZone }) }).format(
    ms,
  );
}
