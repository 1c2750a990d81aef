import type { Tx } from '../ledger/tx.ts';

export const settingChanges = {
  /** Sets one setting to a JSON text that the verb has checked; `null` goes back to what holds without one. */
  'setting.put': (tx: Tx, args: { name: string; json: string | null; by: string }): void => {
    if (args.json === null) {
      tx.sql('DELETE FROM settings WHERE name = ?').run(args.name);
    } else {
      tx.sql(
        `INSERT INTO settings (name, value, changed_at, changed_by) VALUES (?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by`,
      ).run(args.name, args.json, tx.now, args.by);
    }
    tx.touched('settings', args.name);
  },
};

type SettingCommands = typeof settingChanges;

declare module '../ledger/commands.ts' {
  interface Commands extends SettingCommands {}
}
