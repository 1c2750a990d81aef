import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../db/statement.ts';
import type { Tx } from '../ledger/tx.ts';
import { settings } from './table.ts';

const put = statement(getTableColumns(settings), (db, row) =>
  db.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row }),
);

const remove = statement({ name: settings.name }, (db, { name }) =>
  db.delete(settings).where(eq(settings.name, name)),
);

export const settingChanges = {
  /** Sets one setting to a JSON text that the verb has checked; `null` goes back to what holds without one. */
  'setting.put': (tx: Tx, args: { name: string; json: string | null; by: string }): void => {
    const { name, json, by } = args;
    if (json === null) remove(tx).run({ name });
    else put(tx).run({ name, value: json, changedAt: tx.now, changedBy: by });
    tx.rowChanged('settings', name);
  },
};

type SettingCommands = typeof settingChanges;

declare module '../ledger/commands.ts' {
  interface Commands extends SettingCommands {}
}
