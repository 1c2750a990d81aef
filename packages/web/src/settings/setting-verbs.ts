import type { NotificationTest } from '@srs-desk/shared/api/notifications.ts';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { ask } from '../api/http.ts';

export const settingVerbs = {
  /** Sets a setting; null takes it back to its default. Its row has a proposal where a second admin must agree. */
  changeSetting: ({ name, value }: { name: string; value: unknown }) =>
    ask<SettingRow>(`settings/${encodeURIComponent(name)}`, { method: 'PUT', body: { value } }),
  /** Agrees, as a second admin, to what another asked for. */
  approveSetting: ({ id }: { id: number }) =>
    ask<SettingRow>(`setting-proposals/${id}/approve`, { method: 'POST', body: {} }),
  /** Sends a test on every way that is set up. */
  testNotifications: (_: object) => ask<NotificationTest>('notifications/test', { method: 'POST', body: {} }),
  /** Says no to it, or takes one's own back. */
  rejectSetting: ({ id, reason }: { id: number; reason: string }) =>
    ask<SettingRow>(`setting-proposals/${id}/reject`, { method: 'POST', body: { reason } }),
};
