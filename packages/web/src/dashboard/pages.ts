import type { DeskPage } from '../desk-page.ts';

export const dashboardPages: readonly DeskPage[] = [
  {
    path: '/',
    load: () => import('./DeskHome.tsx'),
    permission: null,
    nav: { slot: 'main', text: 'desk.nav.desk', order: 10 },
  },
  {
    path: '/handovers',
    load: () => import('../orders/HandoverListPage.tsx'),
    permission: 'orders.handover',
  },
];
