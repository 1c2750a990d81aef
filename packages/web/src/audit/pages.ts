import type { DeskPage } from '../desk-page.ts';

export const auditPages: readonly DeskPage[] = [
  {
    path: '/audit',
    load: () => import('./AuditLogPage.tsx'),
    permission: 'audit.read',
    nav: { slot: 'main', text: 'desk.nav.audit', order: 80 },
  },
  { path: '/audit/health', load: () => import('./LogHealthPage.tsx'), permission: 'audit.read' },
  { path: '/audit/:seq', load: () => import('./EntryLink.tsx'), permission: 'audit.read' },
];
