import type { EntryDraft, PlainObject } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { pruneBehind } from './prune-file.ts';
import { newestHold, readStub, type StubRow } from './queries.ts';

type By = Pick<EntryDraft, 'actor' | 'origin'>;

export const pruneChanges = {
  /**
   * Takes the entries before a signed stub out of the living log, and says so in an entry; `lastHold`: the newest entry of a legal
   * hold that was minded. Guards: `already_pruned`, `hold_since`.
   */
  'audit.prune': (
    tx: Tx,
    args: { stub: StubRow; lastHold: number; by: By; detail: PlainObject },
  ): { removed: number } => {
    const { stub, lastHold, by, detail } = args;
    const before = readStub(tx)?.firstSeq ?? 1;
    if (stub.firstSeq <= before) throw new GuardConflict('already_pruned', { firstSeq: before });
    if (newestHold(tx) > lastHold) throw new GuardConflict('hold_since', {});
    // Bytes come over from the other thread without their class.
    const removed = pruneBehind(tx, { ...stub, lastHash: Buffer.from(stub.lastHash) });
    tx.append({ action: 'audit.prune', ...by, detail: { firstSeq: stub.firstSeq, removed, ...detail } });
    return { removed };
  },
};

type PruneCommands = typeof pruneChanges;

declare module '../../../platform/ledger/commands.ts' {
  interface Commands extends PruneCommands {}
}
