import type { Random } from '../random.ts';

/**
 * The Service Provider's customers, most active first. Some differ from another only in case, blanks or
 * look-alike characters, as typed-in identifiers do.
 */
const EXTERNAL_IDS: readonly [string, ...string[]] = [
  'ALPENBANK',
  'KMU-FINANZ-0417',
  'Helvia Versicherung',
  'treuhand-lindt',
  'RHEINSPARKASSE',
  'cust-10023',
  'Notariat Seefeld',
  'MIETPORTAL24',
  'ÖKOSTROM-NORD',
  'cust-10077',
  'Kanzlei Brandauer & Partner',
  'PENSIONSKASSE-OST',
  'alpenbank',
  'TELEKOM-TRIAL',
  'cust-10102',
  'Autoleasing Süd',
  'HR-ONBOARDING',
  'Klinik am See',
  'cust-10023 ',
  'IMMO_WIEN',
  'Cooperativa Adige',
  'KMU-FINANZ-O417',
  'stiftung-lichtblick',
  'cust-10311',
  'HELVIA VERSICHERUNG',
  'Kanton-Pilot',
  'VORSORGE+',
  'cust-1O102',
  'Makler Huber',
  'Notariat  Seefeld',
  'ENERGIE-GENOSSENSCHAFT',
  'cust-10440',
  'PENSIONSKASSE-0ST',
  'Reiseagentur Blau',
  'cust-10502',
  'Testkunde',
];

const ZIPF_EXPONENT = 1.05;
const CUMULATIVE: readonly number[] = EXTERNAL_IDS.reduce<number[]>((sums, _, rank) => {
  const before = sums[sums.length - 1] ?? 0;
  sums.push(before + 1 / (rank + 1) ** ZIPF_EXPONENT);
  return sums;
}, []);

/** An External ID by Zipf's law, or undefined for the few orders placed without one. */
export function drawExternalId(random: Random): string | undefined {
  if (random.chance(0.04)) return undefined;
  const point = random.unit() * (CUMULATIVE[CUMULATIVE.length - 1] ?? 1);
  const rank = CUMULATIVE.findIndex((sum) => point < sum);
  return EXTERNAL_IDS[rank] ?? EXTERNAL_IDS[0];
}
