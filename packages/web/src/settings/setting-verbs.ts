import type { NotificationTest } from '@srs-desk/shared/api/notifications.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { ask } from '../api/http.ts';

export const settingVerbs = {
  /** Sets a setting; null takes it back to its default. Its row has a proposal where a second admin must agree. */
  changeSetting: ({ name, value }: { name: string; value: unknown }) =>
    ask<SettingRow>(`settings/${encodeURIComponent(name)}`, { method: 'PUT', body: { value } }),
  /** Sends a test on every way that is set up. */
  testNotifications: (_: object) => ask<NotificationTest>('notifications/test', { method: 'POST', body: {} }),
};
