import type { MethodKey } from '@srs-desk/shared/method/sheet.ts';

/** A method that SRS lists, as `/api/providers` tells it. */
export interface OfferedMethod {
  id: string;
  issuer: string;
  method: string;
  methodType: string | null;
  jurisdictions: string[];
  loa: string[];
  offline: boolean | null;
  webflow: boolean | null;
  realtime: boolean | null;
  displayName: string;
  /** The data sheet; null for a method the guide does not describe. */
  key: MethodKey | null;
}

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
