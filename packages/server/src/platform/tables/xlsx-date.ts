import type { SheetDate } from '@srs-desk/shared/tables/cell.ts';

const DAY_SECONDS = 86_400;
/** Days by which the system of old Macintosh workbooks begins later. */
const DAYS_TO_1904 = 1_462;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** Numbers of formats that every program knows without their being written down, as far as they show a day. */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

/** Whether a number format shows a day; one that shows only hours and minutes is none. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  if (/\[(?:h+|m+|s+)\]/i.test(code)) return false;
  const signs = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0] ?? '';
  if (/general|standard/i.test(signs)) return false;
  return /[yd]/i.test(signs) || (/m/i.test(signs) && !/[hs]/i.test(signs));
}

/** The date of a workbook's day number, to the second; null where no date has such a number. */
export function dateOfSerial(serial: number, from1904: boolean): SheetDate | null {
  const seconds = Math.round((from1904 ? serial + DAYS_TO_1904 : serial) * DAY_SECONDS);
  const number = Math.floor(seconds / DAY_SECONDS);
  if (number < 1 || number > LAST_DAY) return null;
  // Excel counts a 29 February 1900 that never was.
  const days = number < 60 ? number + 1 : number;
  const text = new Date(
    Date.UTC(1899, 11, 30) + (days * DAY_SECONDS + (seconds % DAY_SECONDS)) * 1000,
  ).toISOString();
  const time = text.slice(11, 19);
  return { day: text.slice(0, 10), time: time === '00:00:00' ? null : time };
}

/** A date written as ISO text, `2026-03-01T14:05:00`; null where it is none. */
export function dateOfIso(text: string): SheetDate | null {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?))?/.exec(text) ?? [];
  if (day === undefined) return null;
  const full = time?.length === 5 ? `${time}:00` : time;
  return { day, time: full === undefined || full === '00:00:00' ? null : full };
}
