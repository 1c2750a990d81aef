import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { ENVIRONMENT_CONTROLS, SETTINGS, SHOWN_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { SETTING_WORDS } from '@srs-desk/shared/words/en/settings.ts';
import * as z from 'zod';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../platform/errors.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { readSettings } from '../../platform/settings/queries.ts';
import {
  type SecondAdminAct,
  type StoredApproval,
  waitingByTarget,
  withSecondAdmin,
} from '../access/index.ts';
import { controlsOf } from './environment-controls.ts';
import { changesByName } from './queries.ts';
import { meaningOf } from './setting-meaning.ts';

/** Changes of one setting that its row tells. */
const MOST_CHANGES = 20;

/** All settings, as they stand and as they would without anybody's change, with who changed them last, out of the log. */
export function listSettings(desk: Desk): SettingRow[] {
  const stored = readSettings(desk.reader);
  const changes = changesByName(desk.reader);
  const waiting = waitingByTarget(desk, 'settings.loosen');
  return SHOWN_SETTINGS.map((setting, place) => {
    const { name, fallback } = setting;
    const own = stored.get(name);
    const waits = waiting.get(name);
    return {
      id: name,
      name,
      place,
      summary: SETTING_WORDS.settingMeaning[name],
      value: setting === ENVIRONMENT_CONTROLS ? controlsOf(desk.config) : desk.settings.get<unknown>(setting),
      fallback,
      inEnvironment: setting === ENVIRONMENT_CONTROLS,
      isSet: own !== undefined,
      changedAt: own ? new Date(own.changedAt).toISOString() : null,
      changedBy: own?.changedBy ?? null,
      changes: (changes.get(name) ?? []).slice(0, MOST_CHANGES).map(({ seq, at, by, before, after }) => ({
        seq,
        at: new Date(at).toISOString(),
        by,
        before: JSON.parse(before),
        after: JSON.parse(after),
      })),
      proposal: waits === undefined ? null : toProposal(waits),
      schema: setting.jsonSchema(),
    };
  });
}

function toProposal({ id, about, askedBy, askedAt }: StoredApproval) {
  return { id, value: JSON.parse(about.after ?? 'null'), by: askedBy, at: new Date(askedAt).toISOString() };
}

/** One setting. @throws NotFound */
export function readSetting(desk: Desk, name: string): SettingRow {
  const row = listSettings(desk).find((setting) => setting.name === name);
  if (!row) throw new NotFound('setting_not_found', 'There is no such setting.');
  return row;
}

const loosening: SecondAdminAct<{ name: string; json: string | null }, void> = {
  name: 'settings.loosen',
  input: z.object({ name: z.string(), json: z.string().nullable() }),
  async carryOut(desk, { actor, origin }, change, { call, detail }) {
    const args = { ...change, mayLoosen: true, actor, origin, ...detail };
    unwrap(await desk.ledger.record([call, { name: 'setting.change', args }], []));
    desk.settings.reload();
  },
};

export const settingActs: readonly SecondAdminAct[] = [loosening];

/**
 * Sets a setting, or with `null` goes back to what holds without one. What loosens a control waits for a second admin where
 * there is one: `waits`. @throws InvalidInput, NotFound
 */
export async function changeSetting(
  desk: Desk,
  who: Principal,
  name: string,
  value: unknown,
): Promise<{ row: SettingRow; waits: boolean }> {
  const setting = SETTINGS.find((one) => one.name === name);
  if (!setting) throw new NotFound('setting_not_found', 'There is no such setting.');
  let json: string | null = null;
  if (value !== null && value !== undefined) {
    const parsed = setting.schema.safeParse(value, { error: plainIssue, reportInput: true });
    if (!parsed.success) throw new InvalidInput(errorsOf(parsed.error.issues));
    json = JSON.stringify(parsed.data);
  }
  const about = meaningOf(desk.reader, name, json);
  if (about.loosened.length > 0) {
    const { waits } = await withSecondAdmin(desk, who, loosening, {
      target: name,
      input: { name, json },
      about,
    });
    return { row: readSetting(desk, name), waits: waits !== null };
  }
  const args = { name, json, mayLoosen: false, actor: who.actor, origin: who.origin };
  unwrap(await desk.ledger.record([{ name: 'setting.change', args }], []));
  desk.settings.reload();
  return { row: readSetting(desk, name), waits: false };
}

/** What is wrong, by where in the setting: `value`, or `value.polling.patience`. */
function errorsOf(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[['value', ...path.map(String)].join('.')] ??= message;
  return errors;
}
