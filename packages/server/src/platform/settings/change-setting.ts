import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { z } from 'zod';
import type { Desk, Principal } from '../desk.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { unwrap } from '../ledger/unwrap.ts';
import { readSettings } from './queries.ts';
import type { RegisteredSetting } from './settings.ts';

function registeredSetting(desk: Desk, name: string): RegisteredSetting {
  const found = desk.settings.registered.find(({ spec }) => spec.name === name);
  if (!found) throw new NotFound('setting_not_found', 'There is no such setting.');
  return found;
}

/** All settings, as they stand and as they would without anybody's change. */
export function listSettings(desk: Desk): SettingRow[] {
  const stored = readSettings(desk.reader);
  return desk.settings.registered.map(({ spec, summary }) => {
    const own = stored.get(spec.name);
    return {
      id: spec.name,
      name: spec.name,
      summary,
      value: desk.settings.get(spec),
      fallback: spec.fallback,
      isSet: own !== undefined,
      changedAt: own ? new Date(own.changedAt).toISOString() : null,
      changedBy: own?.changedBy ?? null,
      schema: z.toJSONSchema(spec.schema, { io: 'input', unrepresentable: 'any' }),
    };
  });
}

/** One setting. @throws NotFound */
export function readSetting(desk: Desk, name: string): SettingRow {
  registeredSetting(desk, name);
  const row = listSettings(desk).find((setting) => setting.name === name);
  if (!row) throw new NotFound('setting_not_found', 'There is no such setting.');
  return row;
}

/** Sets a setting, or with `null` goes back to what holds without one. @throws InvalidInput, NotFound */
export async function changeSetting(
  desk: Desk,
  who: Principal,
  name: string,
  value: unknown,
): Promise<SettingRow> {
  const { spec } = registeredSetting(desk, name);
  const before = desk.settings.get(spec);
  let json: string | null = null;
  if (value !== null && value !== undefined) {
    const parsed = spec.schema.safeParse(value, { error: plainIssue, reportInput: true });
    if (!parsed.success) {
      throw new InvalidInput({
        value: parsed.error.issues
          .map(({ path, message }) => [...path.map(String), message].join(': '))
          .join('; '),
      });
    }
    json = JSON.stringify(parsed.data);
  }
  const after = json === null ? spec.fallback : JSON.parse(json);
  unwrap(
    await desk.ledger.record(
      [{ name: 'setting.put', args: { name, json, by: who.actor } }],
      [
        {
          action: 'settings.change',
          actor: who.actor,
          origin: who.origin,
          target: name,
          detail: { before: JSON.stringify(before), after: JSON.stringify(after) },
        },
      ],
    ),
  );
  desk.settings.reload();
  return readSetting(desk, name);
}
