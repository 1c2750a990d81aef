import type { SecondAdminAct } from '../features/access/index.ts';
import { accountActs } from '../features/access/users/account-acts.ts';
import { erasureActs } from '../features/audit/erase-order.ts';
import { periodActs } from '../features/billing/periods/reopen-period.ts';
import { settingActs } from '../features/settings/change-setting.ts';

/** Everything that one admin alone cannot do where there are two: a feature adds its own here. */
export const secondAdminActs: readonly SecondAdminAct[] = [
  ...accountActs,
  ...erasureActs,
  ...periodActs,
  ...settingActs,
];
