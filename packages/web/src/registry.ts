import { accountPages } from './account/pages.ts';
import { adminPages } from './admin/pages.ts';
import { auditPages } from './audit/pages.ts';
import { billingPages } from './billing/pages.ts';
import { callPages } from './calls/pages.ts';
import cancellations from './cancellations/index.tsx';
import { connectionPages } from './connection/pages.ts';
import { dashboardPages } from './dashboard/pages.ts';
import type { DeskPage, DeskResource } from './desk-page.ts';
import orders from './orders/index.tsx';
import { placePages } from './place/pages.ts';
import { playbookPages } from './playbook/pages.ts';

/** What has a list and a page for each record. */
export const resources: readonly DeskResource[] = [orders, cancellations];

/** Every other page of the desk: one line per vertical, and nothing else to change when one is added. */
export const pages: readonly DeskPage[] = [
  ...dashboardPages,
  ...placePages,
  ...billingPages,
  ...callPages,
  ...playbookPages,
  ...auditPages,
  ...adminPages,
  ...connectionPages,
  ...accountPages,
];
