import { instantOf, type OffsetAt, offsetFinder } from '@srs-desk/shared/time/zone.ts';

/** Reads a time of SRS in any of the notations its services are known for: ms since epoch, null when it is none. */
export type ReadTime = (wire: unknown) => number | null;

/** What SRS can tell lies between these, ms since epoch: 2000 and 2100. */
const EARLIEST = 946_684_800_000;
const LATEST = 4_102_444_800_000;
/** The offsets of ISO 8601 as Java knows them, to 18 hours. */
const FURTHEST_MINUTES = 18 * 60;
const DAY_MS = 86_400_000;

const DAY = /(\d{4})-?(\d\d)-?(\d\d)/.source;
const CLOCK = /(\d\d|\d(?=:)):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?/.source;
const OFFSET = /(Z|UTC?|GMT|CES?T|MES?Z|[+-]\d\d(?::?\d\d)?)?/.source;
const ZONE = /(?:\[!?([\w/+:-]{1,64})\]| ([a-z]+\/[\w/+-]{1,64}))?/.source;
/** What RFC 9557 lets follow: the calendar a day is to be shown in, and what a reader may pass over. */
const TAGS = /(?:\[(?:!?u-ca|[a-z_][a-z\d_-]{0,32})=[a-z\d-]{1,64}\])*/.source;
/** `2026-10-31T11:00:00.000+01:00[Europe/Zurich][u-ca=gregory]`, any of its ends left out, `20261031T110000Z`. */
const ISO = new RegExp(`^${DAY}(?:[T ]${CLOCK} ?${OFFSET}${ZONE}${TAGS})?$`, 'i');
/** `31.10.2026 11:00`. */
const DOTTED = new RegExp(`^(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})(?:,? ${CLOCK}(?: Uhr)? ?${OFFSET})?$`, 'i');
/** RFC 1123, as HTTP dates are written. */
const RFC_1123 = new RegExp(`^(?:[a-z]{3}, )?(\\d{1,2}) ([a-z]{3}) (\\d{4}) ${CLOCK} ?${OFFSET}$`, 'i');
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NUMBER = /^\d{9,13}(?:\.\d{1,9})?$/;

/** Names of offsets beside those of UTC, minutes: Central European, and the same in German. */
const NAMED_OFFSETS: Readonly<Record<string, number>> = { CET: 60, MEZ: 60, CEST: 120, MESZ: 120 };

/** Local time by its parts, as if it were UTC, ms; null when there is no such time. At 24:00 a day ends. */
function localOf(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  ms: number,
): number | null {
  if (hour === 24 && minute === 0 && second === 0 && ms === 0) {
    const begins = localOf(year, month, day, 0, 0, 0, 0);
    return begins === null ? null : begins + DAY_MS;
  }
  const at = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  const back = new Date(at);
  const exists = back.getUTCMonth() === month - 1 && back.getUTCDate() === day && back.getUTCHours() === hour;
  return Number.isFinite(at) && exists && minute < 60 && second < 60 ? at : null;
}

/** The number in a group of a match; 0 where the text leaves it out. */
function groupOf(match: RegExpExecArray, group: number): number {
  return Number(match[group] ?? 0);
}

/** Hours, minutes, seconds and milliseconds: groups 4 to 7 of each notation with a clock. */
function clockOf(match: RegExpExecArray): [hour: number, minute: number, second: number, ms: number] {
  return [groupOf(match, 4), groupOf(match, 5), groupOf(match, 6), msOf(match[7])];
}

function msOf(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** `Z`, `CET`, `+01`, `+0100`, `+01:00` as ms ahead of UTC; null for what no clock is ahead. */
function offsetOf(text: string): number | null {
  const match = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (match === null) return (NAMED_OFFSETS[text.toUpperCase()] ?? 0) * 60_000;
  const minutes = groupOf(match, 2) * 60 + groupOf(match, 3);
  if (groupOf(match, 3) > 59 || minutes > FURTHEST_MINUTES) return null;
  return (match[1] === '-' ? -minutes : minutes) * 60_000;
}

function numberOf(value: number): number | null {
  return plausible(value < 100_000_000_000 ? value * 1000 : value);
}

function plausible(ms: number | null): number | null {
  return ms !== null && ms > EARLIEST && ms < LATEST ? Math.trunc(ms) : null;
}

/** `[2026, 10, 31, 11, 0, 0, 123000000]`, as Java writes a local time: the last are nanoseconds. */
function localOfList(list: readonly unknown[]): number | null {
  const numbers = list.map((part) => (typeof part === 'string' && /^\d+$/.test(part) ? Number(part) : part));
  if (list.length < 3 || list.length > 7) return null;
  if (!numbers.every((part): part is number => typeof part === 'number' && Number.isInteger(part)))
    return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, nanoseconds = 0] = numbers;
  return localOf(year, month, day, hour, minute, second, Math.trunc(nanoseconds / 1e6));
}

/** The offsets of a zone that a time names, by its name or by its offset; null for one nobody knows. */
function namedZone(name: string): OffsetAt | null {
  if (/^(?:Z|[+-]\d\d(?::?\d\d)?)$/i.test(name)) {
    const offset = offsetOf(name);
    return offset === null ? null : () => offset;
  }
  try {
    return offsetFinder(name);
  } catch {
    return null;
  }
}

/** Makes the reader of times; those without an offset or a zone of their own are local in `timeZone`. */
export function timeReader(timeZone: string): ReadTime {
  const home = offsetFinder(timeZone);
  const instant = (local: number | null, offset?: string, zone?: string): number | null => {
    if (local === null) return null;
    if (offset !== undefined) {
      const ahead = offsetOf(offset);
      return ahead === null ? null : plausible(local - ahead);
    }
    const offsets = zone === undefined ? home : namedZone(zone);
    return offsets === null ? null : plausible(instantOf(offsets, local));
  };
  const ofText = (text: string): number | null => {
    if (NUMBER.test(text)) return numberOf(Number(text));
    const iso = ISO.exec(text);
    if (iso !== null) {
      const [year, month, day] = [groupOf(iso, 1), groupOf(iso, 2), groupOf(iso, 3)];
      return instant(localOf(year, month, day, ...clockOf(iso)), iso[8], iso[9] ?? iso[10]);
    }
    const dotted = DOTTED.exec(text) ?? RFC_1123.exec(text);
    if (dotted === null) return null;
    const named = MONTHS.indexOf(dotted[2]?.toLowerCase() ?? '') + 1;
    const [day, month, year] = [groupOf(dotted, 1), named || groupOf(dotted, 2), groupOf(dotted, 3)];
    return instant(localOf(year, month, day, ...clockOf(dotted)), dotted[8]);
  };
  return (wire) => {
    if (typeof wire === 'number') return numberOf(wire);
    if (Array.isArray(wire)) return instant(localOfList(wire));
    return typeof wire === 'string' ? ofText(wire.trim()) : null;
  };
}
