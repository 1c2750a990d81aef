import type { DeskPage } from '../desk-page.ts';

export const placePages: readonly DeskPage[] = [
  { path: '/orders/new', load: () => import('./PlaceOrderPage.tsx'), permission: 'orders.place' },
  { path: '/orders/placed/:refId', load: () => import('./PlacedPage.tsx'), permission: 'orders.place' },
  { path: '/orders/register', load: () => import('./RegisterPage.tsx'), permission: 'orders.register' },
  {
    path: '/registrations',
    load: () => import('./RegistrationListPage.tsx'),
    permission: 'orders.register',
  },
];
