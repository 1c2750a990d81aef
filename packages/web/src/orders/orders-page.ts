import { lazyPage } from '../kit/lazy-page.tsx';

/** The list of orders; its code comes while somebody logs in. */
export const OrdersPage = lazyPage(() => import('./OrderList.tsx'));
