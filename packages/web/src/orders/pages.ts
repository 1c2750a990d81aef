import type { DeskPage } from '../desk-page.ts';

export const orderPages: readonly DeskPage[] = [
  {
    path: '/orders',
    load: () => import('./OrderList.tsx'),
    permission: 'orders.read',
    nav: { slot: 'main', text: 'desk.nav.orders', order: 20 },
  },
  { path: '/orders/:refId', load: () => import('./OrderShow.tsx'), permission: 'orders.read' },
];
