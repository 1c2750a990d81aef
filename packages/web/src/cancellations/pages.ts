import type { DeskPage } from '../desk-page.ts';

export const cancellationPages: readonly DeskPage[] = [
  {
    path: '/cancellations',
    load: () => import('./CancellationList.tsx'),
    permission: 'cancellations.read',
    nav: { slot: 'main', text: 'desk.nav.cancellations', order: 40 },
  },
  {
    path: '/cancellations/superseded',
    load: () => import('./SupersededList.tsx'),
    permission: 'cancellations.plan',
  },
  { path: '/cancellations/stale', load: () => import('./StaleList.tsx'), permission: 'cancellations.plan' },
  {
    path: '/cancellations/policies',
    load: () => import('./PolicyList.tsx'),
    permission: 'cancellations.plan',
  },
  {
    path: '/cancellations/new',
    load: () => import('./CancellationCreate.tsx'),
    permission: 'cancellations.plan',
  },
  {
    path: '/cancellations/:id',
    load: () => import('./CancellationShow.tsx'),
    permission: 'cancellations.read',
  },
];
