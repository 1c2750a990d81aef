import type { Jurisdiction } from './sheet.ts';

/** The method types the guide names. The list may grow: others are passed on as typed. */
export const METHOD_TYPES = ['Video', 'eID', 'Bankident'] as const;
export type MethodType = (typeof METHOD_TYPES)[number];

function fold(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

/** `EU`, `eIDAS`, `EIDAS` → `EIDAS`; `CH`, `ZertES` → `ZERTES`; anything else null. */
export function normaliseJurisdiction(text: string): Jurisdiction | null {
  const folded = fold(text);
  if (folded === 'eu' || folded === 'eidas') return 'EIDAS';
  return folded === 'ch' || folded === 'zertes' ? 'ZERTES' : null;
}
