import * as z from 'zod';
import { methodKeyOf, methodSheet } from '../method/catalogue.ts';
import { described } from '../settings/setting.ts';
import { LONGEST_EXTERNAL_ID } from '../text/ids.ts';

const VERIFY_JURISDICTIONS = ['zertes', 'eidas'] as const;
const VERIFY_LOAS = ['3', '4'] as const;

/** What a verify call asks for: signatures under which law, at which level (guide §5.1, §7). */
export const verifyTarget = z.strictObject({
  jurisdiction: z.enum(VERIFY_JURISDICTIONS),
  loa: z.enum(VERIFY_LOAS),
});
export type VerifyTarget = z.infer<typeof verifyTarget>;

/** Whether two verify calls ask for the same. */
export function isSameTarget(one: VerifyTarget, other: VerifyTarget): boolean {
  return one.jurisdiction === other.jurisdiction && one.loa === other.loa;
}

/** What is verified for where the order itself does not say: by default, and for an External ID. Null leaves it to the method. */
export const verifyTargetsSchema = z.strictObject({
  default: described(verifyTarget.nullable().default(null), { effect: 'next_sync' }),
  byExternalId: described(z.record(z.string().min(1).max(LONGEST_EXTERNAL_ID), verifyTarget).default({}), {
    effect: 'next_sync',
  }),
});
export type VerifyTargets = z.infer<typeof verifyTargetsSchema>;

/** Nothing set by anybody: each method's own. */
export const NO_VERIFY_TARGETS: VerifyTargets = verifyTargetsSchema.parse({});

/** A jurisdiction in the spelling of verify calls, whatever it was written as; null when it is none. */
export function jurisdictionIn(text: string | null): VerifyTarget['jurisdiction'] | null {
  const name = (text ?? '').trim().toLowerCase();
  if (name === 'zertes' || name === 'ch') return 'zertes';
  return name === 'eidas' || name === 'eu' ? 'eidas' : null;
}

/** A level of assurance, whatever it was written as (`4`, `LOA4`); null when it is none. */
export function loaIn(text: string | null): VerifyTarget['loa'] | null {
  const digits = (text ?? '').replace(/\D+/g, '');
  return digits === '3' || digits === '4' ? digits : null;
}

/**
 * What an order is verified for: as it was placed or as the application itself verified it, else what is set for its External
 * ID, else the default, else the method's own.
 */
export function verifyTargetOf(
  order: {
    readonly jurisdiction: string | null;
    readonly loa: string | null;
    readonly externalId: string | null;
    readonly issuer: string | null;
    readonly method: string | null;
  },
  targets: VerifyTargets,
): VerifyTarget {
  const forExternalId = order.externalId === null ? undefined : targets.byExternalId[order.externalId];
  const set = forExternalId ?? targets.default;
  const filter = methodSheet(methodKeyOf(order.issuer, order.method))?.filters[0];
  return {
    jurisdiction:
      jurisdictionIn(order.jurisdiction) ??
      set?.jurisdiction ??
      jurisdictionIn(filter?.jurisdictions[0] ?? null) ??
      'eidas',
    loa: loaIn(order.loa) ?? set?.loa ?? loaIn(filter?.loas.at(-1) ?? null) ?? '4',
  };
}
