import { numberFormat } from './formatters.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size as people read it, in units of a thousand: `840 B`, `12.4 MB`. */
export function bytesText(bytes: number, locale: string): string {
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < UNITS.length - 1; unit += 1) size /= 1000;
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${numberFormat(locale, { maximumFractionDigits: digits }).format(size)} ${UNITS[unit]}`;
}
