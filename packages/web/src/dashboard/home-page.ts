import { lazyPage } from '../kit/lazy-page.tsx';

/** What one sees first; its code comes while somebody logs in. */
export const HomePage = lazyPage(() => import('./DeskHome.tsx'));
