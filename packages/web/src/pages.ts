import { type ComponentType, lazy } from 'react';
import type { Noun } from './session/access.ts';

/** A page that shows no record and no list of them. */
interface DeskPage {
  path: string;
  /** Who may list it sees the page. */
  noun: Noun;
  page: ComponentType;
}

/** All of these; what has records stands in `resources.ts`. */
export const pages: readonly DeskPage[] = [
  { path: '/account/password', noun: 'sessions', page: lazy(() => import('./account/PasswordPage.tsx')) },
  { path: '/account/factor', noun: 'sessions', page: lazy(() => import('./account/FactorPage.tsx')) },
  { path: '/playbook', noun: 'playbook', page: lazy(() => import('./playbook/PlaybookPage.tsx')) },
  { path: '/settings', noun: 'settings', page: lazy(() => import('./admin/SettingsHome.tsx')) },
  {
    path: '/settings/backups',
    noun: 'backups',
    page: lazy(() => import('./backups/BackupPage.tsx')),
  },
  {
    path: '/settings/connection',
    noun: 'connection',
    page: lazy(() => import('./connection/DoctorPage.tsx')),
  },
  {
    path: '/settings/test-bench',
    noun: 'test-bench',
    page: lazy(() => import('./connection/TestBenchPage.tsx')),
  },
  { path: '/usage', noun: 'usage', page: lazy(() => import('./billing/usage/UsagePage.tsx')) },
  { path: '/usage/margin', noun: 'usage', page: lazy(() => import('./billing/margin/MarginPage.tsx')) },
  { path: '/usage/orders', noun: 'usage', page: lazy(() => import('./billing/usage/UsageOrderList.tsx')) },
  {
    path: '/usage/statements',
    noun: 'usage',
    page: lazy(() => import('./billing/statements/StatementsPage.tsx')),
  },
];
