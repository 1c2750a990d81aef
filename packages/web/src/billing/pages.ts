import type { DeskPage } from '../desk-page.ts';

export const billingPages: readonly DeskPage[] = [
  {
    path: '/usage',
    load: () => import('./usage/UsagePage.tsx'),
    permission: 'usage.read',
    nav: { slot: 'main', text: 'desk.nav.usage', order: 50 },
  },
  { path: '/usage/orders', load: () => import('./usage/UsageOrderList.tsx'), permission: 'usage.read' },
  {
    path: '/usage/external-ids',
    load: () => import('./external-ids/ExternalIdsPage.tsx'),
    permission: 'usage.read',
  },
  { path: '/usage/prices', load: () => import('./prices/PriceList.tsx'), permission: 'prices.read' },
  {
    path: '/usage/statements',
    load: () => import('./statements/StatementsPage.tsx'),
    permission: 'usage.read',
  },
  {
    path: '/reconciliation',
    load: () => import('./reconciliation/InvoiceList.tsx'),
    permission: 'invoices.read',
    nav: { slot: 'main', text: 'desk.nav.reconciliation', order: 60 },
  },
  {
    path: '/reconciliation/upload',
    load: () => import('./reconciliation/InvoiceCreate.tsx'),
    permission: 'invoices.write',
  },
  {
    path: '/reconciliation/invoices/:id',
    load: () => import('./reconciliation/InvoiceShow.tsx'),
    permission: 'invoices.read',
  },
  {
    path: '/reconciliation/periods',
    load: () => import('./periods/PeriodList.tsx'),
    permission: 'periods.read',
  },
  {
    path: '/reconciliation/periods/:period',
    load: () => import('./periods/PeriodShow.tsx'),
    permission: 'periods.read',
  },
];
