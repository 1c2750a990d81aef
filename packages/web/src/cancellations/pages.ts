import type { DeskPage } from '../desk-page.ts';

export const cancellationPages: readonly DeskPage[] = [
  {
    path: '/cancellations',
    load: () => import('./JobsPage.tsx'),
    permission: 'cancellations.read',
    nav: { slot: 'main', text: 'desk.nav.cancellations', order: 40 },
  },
  {
    path: '/cancellations/superseded',
    load: () => import('./SupersededPage.tsx'),
    permission: 'cancellations.plan',
  },
  { path: '/cancellations/stale', load: () => import('./StalePage.tsx'), permission: 'cancellations.plan' },
  {
    path: '/cancellations/policies',
    load: () => import('./PoliciesPage.tsx'),
    permission: 'cancellations.plan',
  },
  { path: '/cancellations/new', load: () => import('./NewPlanPage.tsx'), permission: 'cancellations.plan' },
  { path: '/cancellations/:id', load: () => import('./JobPage.tsx'), permission: 'cancellations.read' },
];
