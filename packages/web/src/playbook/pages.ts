import type { DeskPage } from '../desk-page.ts';

export const playbookPages: readonly DeskPage[] = [
  {
    path: '/playbook',
    load: () => import('./PlaybookPage.tsx'),
    permission: 'playbook.read',
    nav: { slot: 'main', text: 'desk.nav.playbook', order: 70 },
  },
];
