import type { DeskPage } from '../desk-page.ts';

export const connectionPages: readonly DeskPage[] = [
  {
    path: '/settings/connection',
    load: () => import('./DoctorPage.tsx'),
    permission: 'doctor.run',
    nav: { slot: 'settings', text: 'desk.connection.doctor.title', order: 40 },
  },
  {
    path: '/settings/test-bench',
    load: () => import('./TestBenchPage.tsx'),
    permission: 'test_bench.run',
    nav: { slot: 'settings', text: 'desk.connection.bench.title', order: 50 },
  },
];
