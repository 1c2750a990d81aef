import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { ask } from '../api/http.ts';

export const settingVerbs = {
  /** Sets a setting; null takes it back to its default. */
  changeSetting: ({ name, value }: { name: string; value: unknown }) =>
    ask<SettingRow>(`settings/${encodeURIComponent(name)}`, { method: 'PUT', body: { value } }),
};
