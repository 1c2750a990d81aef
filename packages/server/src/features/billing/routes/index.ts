import type { Route } from '../../../platform/http/route.ts';
import { customerRoutes } from './customers.ts';
import { externalIdRoutes } from './external-ids.ts';
import { insightRoutes } from './insight.ts';
import { invoiceRoutes } from './invoices.ts';
import { logoRoutes } from './logo.ts';
import { periodRoutes } from './periods.ts';
import { pricingRoutes } from './pricing.ts';
import { statementRoutes } from './statements.ts';
import { usageRoutes } from './usage.ts';

/** Usage, prices, statements, reconciliation and closing of months. */
export const billingRoutes: readonly Route[] = [
  ...usageRoutes,
  ...insightRoutes,
  ...pricingRoutes,
  ...externalIdRoutes,
  ...customerRoutes,
  ...logoRoutes,
  ...statementRoutes,
  ...periodRoutes,
  ...invoiceRoutes,
];
