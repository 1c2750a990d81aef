import { plain } from './spelling.ts';

/** Which flow of guide §7 an order follows; `mock` is the test environment's provider (guide §4). */
export type Flow = 'video' | 'bank' | 'mock';

/** One identification method as SRS lists it. */
export interface Provider {
  readonly issuer: string;
  readonly method: string;
  readonly methodType: 'Video' | 'eID' | 'Bankident';
  readonly flow: Flow;
  readonly jurisdictions: readonly ('EIDAS' | 'ZERTES')[];
  readonly loa: readonly number[];
  readonly offline: boolean;
  readonly webflow: boolean;
  readonly realtime: boolean;
  readonly languages: readonly string[];
  /** Upper bound of an evidence's life (guide §7.2, §7.3). */
  readonly evidenceYears: number;
  readonly givesOrderId: boolean;
  readonly mandatory: readonly string[];
}

export const VIDEO: Provider = {
  issuer: 'IDENTITY.TM',
  method: 'VIDEO IDENTITY.TM',
  methodType: 'Video',
  flow: 'video',
  jurisdictions: ['EIDAS', 'ZERTES'],
  loa: [4],
  offline: false,
  webflow: true,
  realtime: true,
  languages: ['de', 'en'],
  evidenceYears: 5,
  givesOrderId: true,
  mandatory: [],
};

export const BANK: Provider = {
  issuer: 'KLARNA',
  method: 'Bank',
  methodType: 'Bankident',
  flow: 'bank',
  jurisdictions: ['EIDAS', 'ZERTES'],
  loa: [3, 4],
  offline: false,
  webflow: true,
  realtime: true,
  languages: ['de', 'en'],
  evidenceYears: 2,
  givesOrderId: false,
  mandatory: ['firstName', 'lastName', 'dob', 'mobile', 'country'],
};

export const MOCK: Provider = {
  issuer: 'test',
  method: 'video',
  methodType: 'Video',
  flow: 'mock',
  jurisdictions: ['EIDAS', 'ZERTES'],
  loa: [3, 4],
  offline: false,
  webflow: true,
  realtime: true,
  languages: ['de', 'en'],
  evidenceYears: 5,
  givesOrderId: false,
  mandatory: [],
};

/** All methods, in the order in which SRS lists them. */
export const CATALOGUE: readonly [Provider, ...Provider[]] = [VIDEO, BANK, MOCK];

/**
 * The provider behind `{issuer}/{method}` of the placing call, or null. The public samples show only
 * `test/video`, so the method's name, its type and "method by issuer" are all taken, in any case.
 */
export function findProvider(issuer: string, method: string): Provider | null {
  const wantedIssuer = plain(issuer);
  const wantedMethod = plain(method);
  for (const provider of CATALOGUE) {
    if (plain(provider.issuer) !== wantedIssuer) continue;
    const names = [provider.method, provider.methodType, `${provider.method} by ${provider.issuer}`];
    if (names.some((name) => plain(name) === wantedMethod)) return provider;
  }
  return null;
}

/** The longest a bank session lasts from the start of the identification, in seconds (guide §7.3). */
export const BANK_SESSION_SECONDS = 3600;
/** How often the target URL may be used again after a lost connection (guide §7.3). */
export const BANK_REUSES = 5;
