import { hash } from 'node:crypto';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import * as z from 'zod';
import { LeafHasher } from '../../../platform/ledger/leaf-hasher.ts';
import type { ProofPack } from './pack-format.ts';

const packStatement = z.strictObject({
  /** How many entries the log held about the order, from entry `from` up to entry `upTo`. */
  entries: z.int().positive(),
  from: z.int().positive(),
  upTo: z.int().positive(),
  /** {@link indexOfEntries} over them. */
  index: z.string(),
  /** Of how many of them the sealed part stands opened in the pack. */
  opened: z.int().nonnegative(),
  personalData: z.boolean(),
  reason: z.string(),
  lang: z.enum(LANGUAGES),
  /** Of the words and the page around the entries (`editionOf`). */
  edition: z.string(),
});

/** What the entry `audit.pack` states of a pack: by it a reader sees that nothing was left out of the pack since. */
export type PackStatement = z.infer<typeof packStatement>;

/** The statement that an entry makes; null when it makes none. */
export function statementOfPack(entry: EntryV1): PackStatement | null {
  if (entry.action !== 'audit.pack') return null;
  const parsed = packStatement.safeParse(entry.detail);
  return parsed.success ? parsed.data : null;
}

/** SHA-256 over the leaf hashes of the entries, in their order, hex. */
export function indexOfEntries(texts: readonly string[]): string {
  const hasher = new LeafHasher();
  return hash('sha256', Buffer.concat(texts.map((text) => hasher.hash(text))), 'hex');
}

/** What a pack says of its order, as its entries give it; the last of them is the pack's own. */
export function factsOfPack(
  entries: readonly EntryV1[],
  own: EntryV1 & { readonly refId: string },
): Pick<ProofPack, 'madeAt' | 'refId' | 'orderId' | 'externalId'> {
  const about = entries.filter(({ refId }) => refId === own.refId);
  return {
    madeAt: own.at,
    refId: own.refId,
    orderId: about.findLast(({ orderId }) => orderId !== undefined)?.orderId ?? null,
    externalId: about.findLast(({ externalId }) => externalId !== undefined)?.externalId ?? null,
  };
}
