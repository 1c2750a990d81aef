/** Upper case without space, `_`, `-` and `.`: how names are compared (guide §5.1 spells them variously). */
export function plain(text: string): string {
  return text.toUpperCase().replace(/[\s_.-]+/g, '');
}

/** `EIDAS` or `ZERTES` for EU, eIDAS, CH, ZertES …; null for anything else. */
export function jurisdictionOf(text: string): 'EIDAS' | 'ZERTES' | null {
  const name = plain(text);
  if (name === 'EU' || name.endsWith('EIDAS')) return 'EIDAS';
  if (name === 'CH' || name.endsWith('ZERTES')) return 'ZERTES';
  return null;
}

/** The level in `4`, `LOA4`, `loa 4`; null where there is no digit at the end. */
export function loaOf(text: string): number | null {
  const match = /^(?:LOA)?(\d)$/.exec(plain(text));
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** The digits of a mobile number with country code; `00` counts as `+`. The key under which a person is kept. */
export function msisdnKey(text: string): string {
  const digits = text.replace(/\D+/g, '');
  return digits.startsWith('00') ? digits.slice(2) : digits;
}

/** A person's name without case and accents, blanks evened out. */
export function personName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\s-]+/g, ' ')
    .trim();
}
