import type { DeskPage } from '../desk-page.ts';

export const billingPages: readonly DeskPage[] = [
  {
    path: '/usage',
    load: () => import('./usage/UsagePage.tsx'),
    permission: 'usage.read',
    nav: { slot: 'main', text: 'desk.nav.usage', order: 50 },
  },
  { path: '/usage/orders', load: () => import('./usage/UsageOrdersPage.tsx'), permission: 'usage.read' },
];
