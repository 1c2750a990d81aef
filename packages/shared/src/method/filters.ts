import type { FilterProfile, Jurisdiction, Loa, MethodSheet } from './sheet.ts';

/** The filters of guide §5.1, as typed. An empty or missing one does not restrict. */
interface MethodFilter {
  readonly issuer?: readonly string[] | undefined;
  readonly jurisdiction?: readonly string[] | undefined;
  readonly loa?: string | undefined;
  readonly method?: string | undefined;
  readonly offline?: boolean | undefined;
  readonly webflow?: boolean | undefined;
  readonly realtime?: boolean | undefined;
}

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

/** `4`, `LOA4`, `loa 4` → `4`; likewise 3; anything else null. */
export function normaliseLoa(text: string | number): Loa | null {
  const folded = fold(String(text)).replace(/^loa/, '');
  return folded === '3' || folded === '4' ? folded : null;
}

/** The guide's spelling of a method type, else the text as typed. */
function normaliseMethodType(text: string): string {
  return METHOD_TYPES.find((type) => fold(type) === fold(text)) ?? text.trim();
}

/** Query parameters for SRS, in the guide's order; issuer and jurisdiction may come several times. */
export function filterQuery(filter: MethodFilter): [string, string][] {
  const pairs: [string, string][] = [];
  for (const issuer of filter.issuer ?? []) pairs.push(['issuer', issuer.trim()]);
  for (const text of filter.jurisdiction ?? [])
    pairs.push(['jurisdiction', normaliseJurisdiction(text) ?? text.trim()]);
  if (filter.loa !== undefined) pairs.push(['loa', normaliseLoa(filter.loa) ?? filter.loa.trim()]);
  if (filter.offline !== undefined) pairs.push(['offline', String(filter.offline)]);
  if (filter.method !== undefined) pairs.push(['method', normaliseMethodType(filter.method)]);
  if (filter.webflow !== undefined) pairs.push(['webflow', String(filter.webflow)]);
  if (filter.realtime !== undefined) pairs.push(['realtime', String(filter.realtime)]);
  return pairs.filter(([, value]) => value !== '');
}

/** Whether a profile passes a filter. A boolean set to true includes such methods, false leaves them out. */
function profileMatches(profile: FilterProfile, filter: MethodFilter): boolean {
  const issuers = (filter.issuer ?? []).map(fold).filter((name) => name !== '');
  const jurisdictions = (filter.jurisdiction ?? []).filter((name) => name.trim() !== '');
  const loa = filter.loa === undefined || filter.loa.trim() === '' ? null : filter.loa;
  const type = filter.method === undefined || filter.method.trim() === '' ? null : filter.method;
  return (
    (issuers.length === 0 || issuers.includes(fold(profile.issuer))) &&
    (jurisdictions.length === 0 ||
      jurisdictions.some((name) =>
        profile.jurisdictions.some((own) => own === normaliseJurisdiction(name)),
      )) &&
    (loa === null || profile.loas.some((own) => own === normaliseLoa(loa))) &&
    (type === null || fold(profile.methodType) === fold(type)) &&
    !(filter.offline === false && profile.offline) &&
    !(filter.webflow === false && profile.webflow) &&
    !(filter.realtime === false && profile.realtime)
  );
}

/** Whether SRS would list a method under a filter: one of its profiles passes. */
export function methodMatches(sheet: MethodSheet, filter: MethodFilter): boolean {
  return sheet.filters.some((profile) => profileMatches(profile, filter));
}
