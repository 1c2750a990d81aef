import { approvalRoutes } from '../features/access/routes/approvals.ts';
import { factorRoutes } from '../features/access/routes/factors.ts';
import { providerRoutes } from '../features/access/routes/provider.ts';
import { revealReportRoutes } from '../features/access/routes/reveal-report.ts';
import { savedViewRoutes } from '../features/access/routes/saved-views.ts';
import { sessionRoutes } from '../features/access/routes/session.ts';
import { userRoutes } from '../features/access/routes/users.ts';
import { auditRoutes } from '../features/audit/routes/audit-routes.ts';
import { backupRoutes } from '../features/audit/routes/backup-routes.ts';
import { orderAuditRoutes } from '../features/audit/routes/order-audit-routes.ts';
import { billingRoutes } from '../features/billing/routes/index.ts';
import { callRoutes } from '../features/calls/routes.ts';
import { cancellationRoutes } from '../features/cancellations/routes/index.ts';
import { connectionRoutes } from '../features/connection/routes.ts';
import { notificationRoutes } from '../features/notifications/routes.ts';
import { deskRoutes } from '../features/orders/routes/desk.ts';
import { methodRoutes } from '../features/orders/routes/methods.ts';
import { orderRoutes } from '../features/orders/routes/orders.ts';
import { placingRoutes } from '../features/orders/routes/placing.ts';
import { settingRoutes } from '../features/settings/routes.ts';
import { supportRoutes } from '../features/support/routes.ts';
import type { Route } from '../platform/http/route.ts';

/** All routes of the server: one list per noun, added here and nowhere else. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...providerRoutes,
  ...factorRoutes,
  ...placingRoutes,
  ...orderRoutes,
  ...orderAuditRoutes,
  ...callRoutes,
  ...cancellationRoutes,
  ...billingRoutes,
  ...auditRoutes,
  ...backupRoutes,
  ...methodRoutes,
  ...connectionRoutes,
  ...deskRoutes,
  ...settingRoutes,
  ...notificationRoutes,
  ...supportRoutes,
  ...savedViewRoutes,
  ...userRoutes,
  ...approvalRoutes,
  ...revealReportRoutes,
];
