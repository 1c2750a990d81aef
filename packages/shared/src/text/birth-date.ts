import { plainText } from './signs.ts';

const AROUND =
  /^(?:geb(?:oren)?(?: am)?|born(?: on)?|date of birth|geburtsdatum|dob|n[ée]e?(?: le)?|\*)[.:]? */i;

/** ISO date (`1980-04-12`) of a birth date written the ISO, Swiss/German or slashed way; null if it is none. */
export function parseBirthDate(typed: string): string | null {
  const text = plainText(typed).replace(AROUND, '');
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const local = /^(\d{1,2})(?:[./] ?|-)(\d{1,2})(?:[./] ?|-)(\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
    : local
      ? [Number(local[3]), Number(local[2]), Number(local[1])]
      : [0, 0, 0];
  if (year < 1880 || year > 2200 || month < 1 || month > 12 || day < 1) return null;
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > daysInMonth) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whether a birth date (ISO) lies in the future; `now` in ms since epoch. */
export function isUnborn(birthDate: string, now: number): boolean {
  return birthDate > new Date(now).toISOString().slice(0, 10);
}
