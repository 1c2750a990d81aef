import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { readWrapping } from './queries.ts';
import { keyWrapping } from './table.ts';

const put = statement(getTableColumns(keyWrapping), (db, row) =>
  db.insert(keyWrapping).values(row).onConflictDoUpdate({ target: keyWrapping.id, set: row }),
);

const moveOn = statement({ doneUpTo: keyWrapping.doneUpTo, count: 'integer' }, (db, { doneUpTo, count }) =>
  db
    .update(keyWrapping)
    .set({ doneUpTo, rewrapped: sql`${keyWrapping.rewrapped} + ${count}` })
    .where(eq(keyWrapping.id, 1)),
);

const setFinished = statement({ finishedAt: keyWrapping.finishedAt }, (db, { finishedAt }) =>
  db.update(keyWrapping).set({ finishedAt }).where(eq(keyWrapping.id, 1)),
);

export const wrappingChanges = {
  /** Another wrapping key is in the key file: all keys of subjects are to be wrapped by it. */
  'wrapping.begin': (tx: Tx, args: { keyId: Uint8Array; by: { actor: Actor; origin: Origin } }): void => {
    const keyId = Buffer.from(args.keyId);
    const before = readWrapping(tx);
    put(tx).run({ id: 1, keyId, beganAt: tx.now, doneUpTo: '', rewrapped: 0, finishedAt: null });
    const from = before === undefined ? {} : { from: toHex(before.keyId) };
    tx.append({ action: 'audit.wrapping_rotate', ...args.by, detail: { ...from, to: toHex(keyId) } });
  },

  /** Bookkeeping: wraps the next `limit` keys; `more` until all were looked at. */
  'wrapping.step': (tx: Tx, args: { limit: number }): { more: boolean } => {
    const wrapping = readWrapping(tx);
    if (wrapping === undefined || wrapping.finishedAt !== null) return { more: false };
    const { upTo, rewrapped } = tx.rewrapSubjects(wrapping.doneUpTo, args.limit);
    if (upTo === null) return { more: false };
    moveOn(tx).run({ doneUpTo: upTo, count: rewrapped });
    return { more: true };
  },

  /** All keys are wrapped anew. Guards: `nothing_changed` when a key is left, or it is finished already. */
  'wrapping.finish': (tx: Tx, _: null): void => {
    const wrapping = readWrapping(tx);
    if (wrapping === undefined || wrapping.finishedAt !== null)
      throw new GuardConflict('nothing_changed', {});
    if (tx.rewrapSubjects(wrapping.doneUpTo, 1).upTo !== null) throw new GuardConflict('nothing_changed', {});
    setFinished(tx).run({ finishedAt: tx.now });
    const { keyId, rewrapped } = wrapping;
    tx.append({
      action: 'audit.wrapping_done',
      actor: 'system',
      origin: 'system',
      detail: { to: toHex(keyId), rewrapped },
    });
  },
};

type WrappingCommands = typeof wrappingChanges;

declare module '../../../platform/ledger/commands.ts' {
  interface Commands extends WrappingCommands {}
}
