import type { DeskPage } from '../desk-page.ts';

export const callPages: readonly DeskPage[] = [
  {
    path: '/calls',
    load: () => import('./CallList.tsx'),
    permission: 'calls.read',
    nav: { slot: 'main', text: 'desk.nav.calls', order: 30 },
  },
  { path: '/calls/:id', load: () => import('./CallList.tsx'), permission: 'calls.read' },
];
