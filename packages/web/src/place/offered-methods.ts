export type { OfferedMethod } from '@srs-desk/shared/api/methods.ts';

/** The seven filters of guide §5.1 as chosen on the page; empty restricts nothing. */
export interface ChosenFilters {
  issuer: string;
  jurisdiction: readonly string[];
  loa: string;
  method: string;
  offline: '' | 'true' | 'false';
  webflow: '' | 'true' | 'false';
  realtime: '' | 'true' | 'false';
}

export const NO_FILTERS: ChosenFilters = {
  issuer: '',
  jurisdiction: [],
  loa: '',
  method: '',
  offline: '',
  webflow: '',
  realtime: '',
};

/** The path that asks SRS for the methods under these filters. Several issuers are split by commas. */
export function providersPath(filters: ChosenFilters): string {
  const query = new URLSearchParams();
  for (const issuer of filters.issuer.split(',')) if (issuer.trim()) query.append('issuer', issuer.trim());
  for (const jurisdiction of filters.jurisdiction) query.append('jurisdiction', jurisdiction);
  for (const name of ['loa', 'method', 'offline', 'webflow', 'realtime'] as const)
    if (filters[name].trim() !== '') query.set(name, filters[name].trim());
  const text = query.toString();
  return `providers${text === '' ? '' : `?${text}`}`;
}
