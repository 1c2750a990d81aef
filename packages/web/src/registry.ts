import { accountPages } from './account/pages.ts';
import { adminPages } from './admin/pages.ts';
import { auditPages } from './audit/pages.ts';
import { billingPages } from './billing/pages.ts';
import { callPages } from './calls/pages.ts';
import { cancellationPages } from './cancellations/pages.ts';
import { connectionPages } from './connection/pages.ts';
import { dashboardPages } from './dashboard/pages.ts';
import type { DeskPage } from './desk-page.ts';
import { orderPages } from './orders/pages.ts';
import { placePages } from './place/pages.ts';
import { playbookPages } from './playbook/pages.ts';

/** Every page of the desk: one line per vertical, and nothing else to change when one is added. */
export const pages: readonly DeskPage[] = [
  ...dashboardPages,
  ...orderPages,
  ...placePages,
  ...billingPages,
  ...cancellationPages,
  ...callPages,
  ...playbookPages,
  ...auditPages,
  ...adminPages,
  ...connectionPages,
  ...accountPages,
];
