import { foldText } from '../text/fold.ts';
import { type Day, isDay } from './periods.ts';

/** How a file writes dates. `auto` takes what can be read in one way only. */
export const DATE_FORMATS = ['auto', 'iso', 'dmy', 'mdy', 'ymd'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

/** A day read from text, or why not. */
type ReadDay = { ok: true; day: Day } | { ok: false; code: 'malformed' | 'ambiguous' };

/** Folded, in English, German, French and Italian. */
const MONTH_NAMES = new Map(
  [
    'jan january januar janner jaenner janv janvier gen gennaio',
    'feb february februar fev fevr fevrier febbr febbraio',
    'mar march marz maerz mrz mars marzo',
    'apr april avr avril aprile',
    'may mai mag maggio',
    'jun june juni juin giu giugno',
    'jul july juli juil juillet lug luglio',
    'aug august aout ago agosto',
    'sep sept september septembre set sett settembre',
    'oct october okt oktober octobre ott ottobre',
    'nov november novembre',
    'dec december dez dezember decembre dic dicembre',
  ].flatMap((names, at) => names.split(' ').map((name) => [name, at + 1] as const)),
);

/** Whether a folded word is a month's name, or short for one. */
export function isMonthName(folded: string): boolean {
  return MONTH_NAMES.has(folded);
}

function made(year: number, month: number, day: number): Day | null {
  const full = year < 100 ? 2000 + year : year;
  const text = `${String(full).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

function monthNumber(name: string): number {
  return MONTH_NAMES.get(foldText(name)) ?? 0;
}

function answer(days: readonly (Day | null)[]): ReadDay {
  const found = new Set(days.filter((day) => day !== null));
  const [day] = found;
  if (day === undefined) return { ok: false, code: 'malformed' };
  return found.size > 1 ? { ok: false, code: 'ambiguous' } : { ok: true, day };
}

function readNumbers(a: number, b: number, c: number, separator: string, format: DateFormat): ReadDay {
  if (format === 'ymd' || format === 'iso' || a > 999) return answer([made(a, b, c)]);
  if (format === 'dmy' || separator === '.') return answer([made(c, b, a)]);
  if (format === 'mdy') return answer([made(c, a, b)]);
  return answer([made(c, b, a), made(c, a, b)]);
}

/** The day with this number in a spreadsheet that counts from 1900; null where no invoice can be of it. */
function serialDay(serial: number): Day | null {
  if (serial < 36_526 || serial >= 73_051) return null;
  return new Date(Date.UTC(1899, 11, 30 + Math.floor(serial))).toISOString().slice(0, 10);
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:T| +)(\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(?:Z|UTC|([+-]\d{2})(?::?(\d{2}))?)$/i;

const SLOT = / (\d{2}:\d{2})-(\d{2}(?::\d{2})?)$/;

/** From when until when on one day: `2026-03-31 09:00-10:00`. */
function isSlot(text: string): boolean {
  const [, from = '', until = ''] = SLOT.exec(text) ?? [];
  return from < until;
}

/** Zones lie between 12 hours west and 14 east. */
function isZone(hours: string, minutes: string): boolean {
  const east = Number(hours) * 60 + Number(minutes) * (hours.startsWith('-') ? -1 : 1);
  return east >= -12 * 60 && east <= 14 * 60;
}

/** When `2026-03-31T23:30:00Z` is, ms, also with a blank for the T or before its zone; null for what is no instant. */
function readInstant(text: string): number | null {
  const [, day, time, hours, minutes = '00'] = INSTANT.exec(text) ?? [];
  if (day === undefined || time === undefined || isSlot(text)) return null;
  if (hours !== undefined && !isZone(hours, minutes)) return null;
  const zone = hours === undefined ? 'Z' : `${hours}:${minutes}`;
  const instant = Date.parse(`${day}T${time.replace(',', '.')}${zone}`);
  return Number.isNaN(instant) ? null : instant;
}

/**
 * Reads the day out of `2026-03-01`, `01.03.2026`, `1/3/26`, `3. März 2026`, `1er mars 2026`, `46082` (a spreadsheet's number
 * of a day). A time behind it is ignored: the supplier's own day counts; but an instant with its zone
 * (`2026-03-31T23:30:00Z`) falls on the day of the billing zone. With `auto`, `1/3/2026` is ambiguous, dots mean day first.
 */
export function readLocalDay(
  text: string,
  format: DateFormat = 'auto',
  dayOf: ((at: number) => Day) | null = null,
): ReadDay {
  const instant = dayOf === null ? null : readInstant(text.trim());
  if (dayOf !== null && instant !== null) return { ok: true, day: dayOf(instant) };
  const date = text.trim().replace(/^(\S*?\d)(T|\s+)\d{1,2}:\d{2}.*$/, '$1');
  if (/^\d{5}(?:[.,]\d+)?$/.test(date)) return answer([serialDay(Number.parseInt(date, 10))]);
  const named = /^(\d{1,2})(?:\.|er(?=\s))?[\s-]*([\p{L}]+)\.?[\s,-]*(\d{4}|\d{2})$/u.exec(date);
  if (named) return answer([made(Number(named[3]), monthNumber(named[2] ?? ''), Number(named[1]))]);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(date);
  if (compact) return answer([made(Number(compact[1]), Number(compact[2]), Number(compact[3]))]);
  const numbers = /^(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})$/.exec(date);
  if (!numbers) return { ok: false, code: 'malformed' };
  const [, a, separator, b, c] = numbers;
  return readNumbers(Number(a), Number(b), Number(c), separator ?? '', format);
}
