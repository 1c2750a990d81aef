import { ENVIRONMENT_CONTROLS } from '@srs-desk/shared/settings/catalogue.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import type { Actor, Origin } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { settings } from '../../platform/settings/table.ts';
import { lapseWaiting } from '../access/index.ts';
import { meaningOf } from './setting-meaning.ts';

/** Who sets something. */
interface SetBy {
  actor: Actor;
  origin: Origin;
}

interface Change extends SetBy {
  name: string;
  /** JSON text that the verb has checked; null goes back to what holds without one. */
  json: string | null;
  /** Whether a second admin agreed, or there is none. */
  mayLoosen: boolean;
  /** Who asked for it, where another agreed. */
  askedBy?: Actor;
}

const put = statement(getTableColumns(settings), (db, row) =>
  db.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row }),
);

const remove = statement({ name: settings.name }, (db, { name }) =>
  db.delete(settings).where(eq(settings.name, name)),
);

function store(tx: Tx, name: string, json: string | null, by: SetBy): void {
  if (json === null) remove(tx).run({ name });
  else put(tx).run({ name, value: json, changedAt: tx.now, changedBy: by.actor });
  lapseWaiting(tx, 'settings.loosen', name, by, 'changed');
  tx.rowChanged('settings', name);
}

export const settingChanges = {
  /** Sets one setting. Guards: `setting_not_found`, `setting_changed` when it loosens a control and may not. */
  'setting.change': (tx: Tx, args: Change): void => {
    const { name, json, mayLoosen, actor, origin, askedBy } = args;
    const meaning = meaningOf(tx, name, json);
    if (meaning.loosened.length > 0 && !mayLoosen) throw new GuardConflict('setting_changed', { name });
    store(tx, name, json, args);
    const detail = askedBy === undefined ? meaning : { ...meaning, askedBy };
    tx.append({ action: 'settings.change', actor, origin, target: name, detail });
  },

  /** Writes down what the environment says of its controls, where that is something else than at the start before. */
  'setting.adopt': (tx: Tx, { json }: { json: string }): { loosened: string[] } => {
    const { name } = ENVIRONMENT_CONTROLS;
    const detail = meaningOf(tx, name, json, ENVIRONMENT_CONTROLS);
    const by = { actor: 'system', origin: 'system' } as const;
    store(tx, name, json, by);
    tx.append({ action: 'settings.change', ...by, target: name, detail });
    return { loosened: detail.loosened };
  },
};

type SettingCommands = typeof settingChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends SettingCommands {}
}
