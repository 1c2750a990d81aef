import { accountVerbs } from './account/account-verbs.ts';
import { approvalVerbs } from './approvals/approval-verbs.ts';
import { auditVerbs } from './audit/audit-verbs.ts';
import { backupVerbs } from './backups/backup-verbs.ts';
import { customerVerbs } from './billing/customers/customer-verbs.ts';
import { periodVerbs } from './billing/periods/period-verbs.ts';
import { priceVerbs } from './billing/prices/price-verbs.ts';
import { invoiceVerbs } from './billing/reconciliation/invoice-verbs.ts';
import { statementVerbs } from './billing/statements/statement-verbs.ts';
import { usageVerbs } from './billing/usage/usage-verbs.ts';
import { callVerbs } from './calls/call-verbs.ts';
import { cancellationVerbs } from './cancellations/cancellation-verbs.ts';
import { connectionVerbs } from './connection/connection-verbs.ts';
import { dashboardVerbs } from './dashboard/dashboard-verbs.ts';
import { keyVerbs } from './keys/key-verbs.ts';
import { orderVerbs } from './orders/order-verbs.ts';
import { placeVerbs } from './place/place-verbs.ts';
import { playbookVerbs } from './playbook/playbook-verbs.ts';
import { searchVerbs } from './search/search-verbs.ts';
import { sessionVerbs } from './session/session-verbs.ts';
import { settingVerbs } from './settings/setting-verbs.ts';
import { userVerbs } from './users/user-verbs.ts';

/** What the desk can do and read besides the records of its resources: methods of the data provider, a line per noun. */
export const verbs = {
  ...accountVerbs,
  ...approvalVerbs,
  ...auditVerbs,
  ...backupVerbs,
  ...callVerbs,
  ...cancellationVerbs,
  ...connectionVerbs,
  ...dashboardVerbs,
  ...invoiceVerbs,
  ...keyVerbs,
  ...orderVerbs,
  ...placeVerbs,
  ...playbookVerbs,
  ...periodVerbs,
  ...customerVerbs,
  ...priceVerbs,
  ...searchVerbs,
  ...sessionVerbs,
  ...settingVerbs,
  ...statementVerbs,
  ...usageVerbs,
  ...userVerbs,
};

export type Verbs = typeof verbs;
