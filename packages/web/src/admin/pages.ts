import type { DeskPage } from '../desk-page.ts';

export const adminPages: readonly DeskPage[] = [
  {
    path: '/settings',
    load: () => import('./SettingsHome.tsx'),
    permission: 'settings.read',
    nav: { slot: 'main', text: 'desk.nav.settings', order: 90 },
  },
  {
    path: '/settings/values',
    load: () => import('./SettingList.tsx'),
    permission: 'settings.read',
    nav: { slot: 'settings', text: 'desk.admin.settings.title', order: 10 },
  },
  {
    path: '/settings/users',
    load: () => import('../users/UserList.tsx'),
    permission: 'users.manage',
    nav: { slot: 'settings', text: 'desk.admin.users.title', order: 20 },
  },
  {
    path: '/settings/keys',
    load: () => import('../keys/KeyList.tsx'),
    permission: 'api_keys.manage',
    nav: { slot: 'settings', text: 'desk.admin.keys.title', order: 30 },
  },
];
