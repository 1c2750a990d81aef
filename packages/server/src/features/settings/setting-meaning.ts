import { SETTINGS } from '@srs-desk/shared/settings/catalogue.ts';
import type { Setting } from '@srs-desk/shared/settings/setting.ts';
import { loosenedBy, partKey } from '@srs-desk/shared/settings/setting-values.ts';
import type { Db } from '../../platform/db/connection.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import { storedSetting } from '../../platform/settings/queries.ts';

function settingNamed(name: string): Setting<unknown> {
  const found = SETTINGS.find((setting) => setting.name === name);
  if (found === undefined) throw new GuardConflict('setting_not_found', { name });
  return found;
}

/**
 * What a change means: the values before and after as JSON texts, and the controls that it loosens. `json` null goes back to
 * what holds without a setting. @throws GuardConflict `setting_not_found`
 */
export function meaningOf(db: Db, name: string, json: string | null, setting = settingNamed(name)) {
  const before = setting.read(storedSetting(db, name));
  const after: unknown = json === null ? setting.fallback : JSON.parse(json);
  return {
    before: JSON.stringify(before),
    after: JSON.stringify(after),
    loosened: loosenedBy(setting.jsonSchema(), before, after).map(({ path }) => partKey(name, path)),
  };
}
