import { normaliseJurisdiction } from '@srs-desk/shared/method/filters.ts';

/** A jurisdiction as its law is spelled: eIDAS, ZertES; what is neither stays as it came. */
export function lawName(jurisdiction: string): string {
  const known = normaliseJurisdiction(jurisdiction);
  return known === null ? jurisdiction : known === 'EIDAS' ? 'eIDAS' : 'ZertES';
}
