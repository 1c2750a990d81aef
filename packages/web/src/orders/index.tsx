import { lazy } from 'react';
import { Route } from 'react-router';
import type { DeskResource } from '../desk-page.ts';
import { Guarded } from '../layout/Guarded.tsx';

const OrderList = lazy(() => import('./OrderList.tsx'));
const OrderShow = lazy(() => import('./OrderShow.tsx'));

const permission = 'orders.read';

/** Orders: their list, and the page of one. */
const orders: DeskResource = {
  name: 'orders',
  recordRepresentation: 'refId',
  options: { permission, nav: { slot: 'main', text: 'desk.nav.orders', order: 20 } },
  list: (
    <Guarded permission={permission}>
      <OrderList />
    </Guarded>
  ),
  children: (
    <Route
      path=":id"
      element={
        <Guarded permission={permission}>
          <OrderShow />
        </Guarded>
      }
    />
  ),
};

export default orders;
