import { BANK_KLARNA } from './bank-klarna.ts';
import type { MethodKey, MethodSheet, MethodTimings } from './sheet.ts';
import { TEST_VIDEO } from './test-video.ts';
import { VIDEO_IDENTITY_TM } from './video-identity-tm.ts';

/** The data sheets of every method in guide §7 and of the test provider (§4), by key. */
export const METHOD_SHEETS: Readonly<Record<MethodKey, MethodSheet>> = {
  video_identity_tm: VIDEO_IDENTITY_TM,
  bank_klarna: BANK_KLARNA,
  test_video: TEST_VIDEO,
};

/** The sheets in the order of the guide, the test provider last. */
export const METHOD_CATALOGUE: readonly MethodSheet[] = [VIDEO_IDENTITY_TM, BANK_KLARNA, TEST_VIDEO];

/**
 * Waiting times for a method that stands in no sheet: no session, and patience wherever the guide's two
 * methods differ.
 */
export const UNLISTED_METHOD_TIMINGS: MethodTimings = {
  identificationMinSeconds: null,
  identificationMaxSeconds: null,
  verifyAnchor: 'terminated',
  verifyFromSeconds: 30,
  verifyUntilSeconds: 20 * 60,
  resultWithinSeconds: 60 * 60,
  sessionSeconds: null,
  urlReuses: null,
  evidenceYears: 2,
};

/** Lower case, letters and digits only: `IDENTITY.TM`, `identity-tm` and `Identity TM` are one name. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '');
}

const BY_ISSUER: ReadonlyMap<string, MethodKey> = new Map([
  ['identitytm', 'video_identity_tm'],
  ['klarna', 'bank_klarna'],
  ['test', 'test_video'],
]);

const METHOD_NAMES: Readonly<Record<MethodKey, ReadonlySet<string>>> = {
  video_identity_tm: new Set(['video', 'videoidentitytm', 'videoident']),
  bank_klarna: new Set(['bank', 'bankident', 'bankklarna', 'bankbyklarna']),
  test_video: new Set(['video', 'testvideo']),
};

/**
 * Which sheet an order's issuer and method name mean, whatever their spelling; null for a method that stands
 * in no sheet. Without an issuer the method's own full name must tell.
 */
export function methodKeyOf(
  issuer: string | null | undefined,
  method: string | null | undefined,
): MethodKey | null {
  const name = fold(method ?? '');
  const key = BY_ISSUER.get(fold(issuer ?? ''));
  if (key !== undefined) return name === '' || METHOD_NAMES[key].has(name) ? key : null;
  if (issuer !== null && issuer !== undefined && issuer.trim() !== '') return null;
  if (name === 'videoidentitytm') return 'video_identity_tm';
  if (name === 'bankklarna' || name === 'bankbyklarna') return 'bank_klarna';
  return name === 'testvideo' ? 'test_video' : null;
}

/** The sheet of a key, or null for an order whose method stands in none. */
export function methodSheet(key: MethodKey | null): MethodSheet | null {
  return key === null ? null : METHOD_SHEETS[key];
}

/** How a method is called on screen: the sheet's name, else what SRS calls it. */
export function methodDisplayName(issuer: string | null, method: string | null): string {
  const key = methodKeyOf(issuer, method);
  if (key !== null) return METHOD_SHEETS[key].displayName;
  return [issuer, method].filter((part) => part !== null && part !== '').join('/') || '–';
}
