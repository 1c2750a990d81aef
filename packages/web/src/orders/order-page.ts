import { lazyPage } from '../kit/lazy-page.tsx';

/** The page of an order; its code comes with the list. */
export const OrderPage = lazyPage(() => import('./OrderShow.tsx'));
