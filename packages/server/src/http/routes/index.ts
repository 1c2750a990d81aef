import type { Route } from '../route.ts';
import { auditRoutes } from './audit/audit-routes.ts';
import { orderAuditRoutes } from './audit/order-audit-routes.ts';
import { billingRoutes } from './billing/index.ts';
import { callRoutes } from './calls.ts';
import { cancellationRoutes } from './cancellations/index.ts';
import { connectionRoutes } from './connection.ts';
import { deskRoutes } from './desk.ts';
import { methodRoutes } from './methods.ts';
import { orderRoutes } from './orders.ts';
import { placingRoutes } from './placing.ts';
import { sessionRoutes } from './session.ts';
import { supportRoutes } from './support.ts';
import { userRoutes } from './users.ts';

/** All routes of the server: one list per noun, added here and nowhere else. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...placingRoutes,
  ...orderRoutes,
  ...orderAuditRoutes,
  ...callRoutes,
  ...cancellationRoutes,
  ...billingRoutes,
  ...auditRoutes,
  ...methodRoutes,
  ...connectionRoutes,
  ...deskRoutes,
  ...supportRoutes,
  ...userRoutes,
];
