import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { ENVIRONMENT_CONTROLS, SETTINGS, SHOWN_SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import { SETTING_WORDS } from '@srs-desk/shared/words/en/settings.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Forbidden, InvalidInput, NotFound } from '../../platform/errors.ts';
import type { Recorded } from '../../platform/ledger/ledger.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { readSettings } from '../../platform/settings/queries.ts';
import { controlsOf } from './environment-controls.ts';
import { changesByName, type Proposal, proposalsByName } from './queries.ts';

/** Changes of one setting that its row tells. */
const MOST_CHANGES = 20;

/** All settings, as they stand and as they would without anybody's change, with who changed them last, out of the log. */
export function listSettings(desk: Desk): SettingRow[] {
  const stored = readSettings(desk.reader);
  const changes = changesByName(desk.reader);
  const proposals = proposalsByName(desk.reader);
  return SHOWN_SETTINGS.map((setting, place) => {
    const { name, fallback } = setting;
    const own = stored.get(name);
    const proposal = proposals.get(name);
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
      proposal: proposal === undefined ? null : toProposal(proposal, fallback),
      schema: setting.jsonSchema(),
    };
  });
}

function toProposal({ id, value, proposedBy, proposedAt }: Proposal, fallback: unknown) {
  return {
    id,
    value: value === null ? fallback : JSON.parse(value),
    by: proposedBy,
    at: new Date(proposedAt).toISOString(),
  };
}

/** One setting. @throws NotFound */
export function readSetting(desk: Desk, name: string): SettingRow {
  const row = listSettings(desk).find((setting) => setting.name === name);
  if (!row) throw new NotFound('setting_not_found', 'There is no such setting.');
  return row;
}

/**
 * Sets a setting, or with `null` goes back to what holds without one. What loosens a control waits for a second admin where
 * there is one: `proposed`. @throws InvalidInput, NotFound
 */
export async function changeSetting(
  desk: Desk,
  who: Principal,
  name: string,
  value: unknown,
): Promise<{ row: SettingRow; proposed: boolean }> {
  const setting = SETTINGS.find((one) => one.name === name);
  if (!setting) throw new NotFound('setting_not_found', 'There is no such setting.');
  let json: string | null = null;
  if (value !== null && value !== undefined) {
    const parsed = setting.schema.safeParse(value, { error: plainIssue, reportInput: true });
    if (!parsed.success) throw new InvalidInput(errorsOf(parsed.error.issues));
    json = JSON.stringify(parsed.data);
  }
  const args = { name, json, actor: who.actor, origin: who.origin };
  const { results } = unwrap(await desk.ledger.record([{ name: 'setting.change', args }], []));
  desk.settings.reload();
  return { row: readSetting(desk, name), proposed: results[0].proposed };
}

/** What is wrong, by where in the setting: `value`, or `value.polling.patience`. */
function errorsOf(issues: readonly { path: PropertyKey[]; message: string }[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { path, message } of issues) errors[['value', ...path.map(String)].join('.')] ??= message;
  return errors;
}

/** A second admin agrees to what waits. @throws NotFound, Forbidden `same_person`, `approver_is_no_person` */
export async function approveSetting(desk: Desk, who: Principal, id: number): Promise<SettingRow> {
  const args = { id, actor: who.actor, origin: who.origin };
  return settled(desk, await desk.ledger.record([{ name: 'setting.approve', args }], []));
}

/** Says no to what waits; who asked may take it back. @throws NotFound */
export async function rejectSetting(
  desk: Desk,
  who: Principal,
  id: number,
  reason: string,
): Promise<SettingRow> {
  const args = { id, reason, actor: who.actor, origin: who.origin };
  return settled(desk, await desk.ledger.record([{ name: 'setting.reject', args }], []));
}

function settled(desk: Desk, recorded: Recorded<readonly [{ name: string }]>): SettingRow {
  if (!recorded.ok && recorded.code === 'same_person')
    throw new Forbidden('same_person', 'Who asked for a change cannot agree to it: another admin must.');
  if (!recorded.ok && recorded.code === 'approver_is_no_person')
    throw new Forbidden('approver_is_no_person', 'Only a person can agree to a change, not a key.');
  const { results } = unwrap(recorded);
  desk.settings.reload();
  return readSetting(desk, results[0].name);
}
