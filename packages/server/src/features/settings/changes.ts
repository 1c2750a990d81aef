import { ENVIRONMENT_CONTROLS, SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import type { Setting } from '@srs-desk/shared/settings/setting.ts';
import { loosenedBy, partKey } from '@srs-desk/shared/settings/setting-values.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import type { Actor, Origin } from '../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { storedSetting } from '../../platform/settings/queries.ts';
import { settings } from '../../platform/settings/table.ts';
import { guardSecondPerson, hasSecondAdmin } from '../access/index.ts';
import { findProposal, type Proposal } from './queries.ts';
import { settingProposals } from './table.ts';

/** Who sets something. */
interface SetBy {
  actor: Actor;
  origin: Origin;
}

const put = statement(getTableColumns(settings), (db, row) =>
  db.insert(settings).values(row).onConflictDoUpdate({ target: settings.name, set: row }),
);

const remove = statement({ name: settings.name }, (db, { name }) =>
  db.delete(settings).where(eq(settings.name, name)),
);

const { id: _, ...PROPOSED } = getTableColumns(settingProposals);

const propose = statement(PROPOSED, (db, row) => db.insert(settingProposals).values(row));

const withdraw = statement({ name: settingProposals.name }, (db, { name }) =>
  db.delete(settingProposals).where(eq(settingProposals.name, name)),
);

function settingNamed(name: string): Setting<unknown> {
  const found = SETTINGS.find((setting) => setting.name === name);
  if (found === undefined) throw new GuardConflict('setting_not_found', { name });
  return found;
}

function proposalIn(tx: Tx, id: number): Proposal {
  const found = findProposal(tx, id);
  if (found === undefined) throw new GuardConflict('proposal_not_found', { id });
  return found;
}

/** What a change means: the values before and after, and the controls that it loosens. */
function meaningOf(tx: Tx, name: string, json: string | null, setting = settingNamed(name)) {
  const before = setting.read(storedSetting(tx, name));
  const after: unknown = json === null ? setting.fallback : JSON.parse(json);
  return {
    before: JSON.stringify(before),
    after: JSON.stringify(after),
    loosened: loosenedBy(setting.jsonSchema(), before, after).map(({ path }) => partKey(name, path)),
  };
}

function store(tx: Tx, name: string, json: string | null, by: Actor): void {
  if (json === null) remove(tx).run({ name });
  else put(tx).run({ name, value: json, changedAt: tx.now, changedBy: by });
  // What waited was meant for what stood before.
  withdraw(tx).run({ name });
  tx.rowChanged('settings', name);
}

export const settingChanges = {
  /**
   * Sets one setting to a JSON text that the verb has checked; null goes back to what holds without one. What loosens a control
   * waits for a second admin where there is one: `proposed`. Guard: `setting_not_found`.
   */
  'setting.change': (tx: Tx, args: SetBy & { name: string; json: string | null }): { proposed: boolean } => {
    const { name, json, actor, origin } = args;
    const detail = meaningOf(tx, name, json);
    const proposed = detail.loosened.length > 0 && hasSecondAdmin(tx);
    if (proposed) {
      withdraw(tx).run({ name });
      propose(tx).run({ name, value: json, proposedBy: actor, proposedAt: tx.now });
      tx.rowChanged('settings', name);
    } else {
      store(tx, name, json, actor);
    }
    const action = proposed ? 'settings.propose' : 'settings.change';
    tx.append({ action, actor, origin, target: name, detail });
    return { proposed };
  },

  /** Writes down what the environment says of its controls, where that is something else than at the start before. */
  'setting.adopt': (tx: Tx, { json }: { json: string }): { loosened: string[] } => {
    const { name } = ENVIRONMENT_CONTROLS;
    const detail = meaningOf(tx, name, json, ENVIRONMENT_CONTROLS);
    store(tx, name, json, 'system');
    tx.append({ action: 'settings.change', actor: 'system', origin: 'system', target: name, detail });
    return { loosened: detail.loosened };
  },

  /** A second admin agrees. Guards: `proposal_not_found`, `approver_is_no_person`, `same_person`. */
  'setting.approve': (tx: Tx, args: SetBy & { id: number }): { name: string } => {
    const { id, actor, origin } = args;
    const { name, value, proposedBy } = proposalIn(tx, id);
    guardSecondPerson(tx, actor, [proposedBy]);
    const detail = { ...meaningOf(tx, name, value), proposedBy };
    store(tx, name, value, actor);
    tx.append({ action: 'settings.change', actor, origin, target: name, detail });
    return { name };
  },

  /** A second admin, or who asked, says no. Guard: `proposal_not_found`. */
  'setting.reject': (tx: Tx, args: SetBy & { id: number; reason: string }): { name: string } => {
    const { id, actor, origin, reason } = args;
    const { name, value, proposedBy } = proposalIn(tx, id);
    const detail = { ...meaningOf(tx, name, value), proposedBy, reason };
    withdraw(tx).run({ name });
    tx.rowChanged('settings', name);
    tx.append({ action: 'settings.reject', actor, origin, target: name, detail });
    return { name };
  },
};

type SettingCommands = typeof settingChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends SettingCommands {}
}
