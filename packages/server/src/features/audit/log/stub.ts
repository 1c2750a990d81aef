import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { signCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import { type AuditKeys, signerOf } from '../../../platform/ledger/key-file.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { frontierText } from './proof-nodes.ts';
import { entryRow, type StubRow } from './queries.ts';
import { carriedUpTo } from './statement-carriers.ts';

/** What stands for the entries before `firstSeq`: the tree's edge and the last hash, signed. Null where there are none. */
export function stubBefore(db: Db, keys: AuditKeys, firstSeq: number, now: number): StubRow | null {
  const last = entryRow(db, firstSeq - 1);
  if (last === undefined) return null;
  const frontier = frontierText(db, firstSeq - 1);
  const extensions = [`at ${iso(now)}`, `pruned-last ${toHex(last.hash)}`];
  const signer = signerOf(keys);
  const root = MerkleFrontier.parse(sha256, frontier).root();
  const checkpoint = { origin: signer.name, size: firstSeq - 1, root, extensions };
  const note = signCheckpoint(checkpoint, signer, signer.sign);
  return { firstSeq, frontier, lastHash: last.hash, note, prunedAt: now };
}

/**
 * What the entry of a pruning carries on of those that go: they may tell of epochs and keys, by which checkpoints that others
 * keep are explained.
 */
export function statementsBefore(db: Db, firstSeq: number): { statements?: string[] } {
  const statements = carriedUpTo(db, firstSeq - 1).flatMap(({ notes }) => notes);
  return statements.length === 0 ? {} : { statements };
}
