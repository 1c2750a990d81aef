import { getTableColumns } from 'drizzle-orm';
import { statement } from '../../../../platform/db/statement.ts';
import { GuardConflict } from '../../../../platform/ledger/errors.ts';
import type { Tx } from '../../../../platform/ledger/tx.ts';
import { billingLogoInUse as inUse, billingLogos as logos } from './table.ts';

const keep = statement(getTableColumns(logos), (db, row) =>
  db.insert(logos).values(row).onConflictDoNothing(),
);
const use = statement(getTableColumns(inUse), (db, row) =>
  db.insert(inUse).values(row).onConflictDoUpdate({ target: inUse.id, set: row }),
);
const useNone = statement((db) => db.delete(inUse));

/** A logo as it is kept; its bytes are those that its hash is of. */
interface Logo {
  readonly hash: string;
  readonly media: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly content: Uint8Array;
}

export const logoChanges = {
  /** Puts a logo on the statements to come. */
  'billing.put_logo': (tx: Tx, { by, ...logo }: Logo & { by: string }): void => {
    keep(tx).run({ ...logo, content: Buffer.from(logo.content) });
    use(tx).run({ id: 1, hash: logo.hash, changedAt: tx.now, changedBy: by });
    tx.rowChanged('usage', 'logo');
  },

  /** Takes the logo off the statements to come. Guard: `logo_not_found`. */
  'billing.remove_logo': (tx: Tx, _: null): void => {
    if (useNone(tx).run().changes === 0) throw new GuardConflict('logo_not_found');
    tx.rowChanged('usage', 'logo');
  },
};
