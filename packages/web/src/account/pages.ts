import type { DeskPage } from '../desk-page.ts';

export const accountPages: readonly DeskPage[] = [
  { path: '/account/sessions', load: () => import('./SessionsPage.tsx'), permission: null },
  { path: '/account/password', load: () => import('./PasswordPage.tsx'), permission: null },
];
