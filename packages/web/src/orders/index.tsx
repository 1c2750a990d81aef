import { lazy } from 'react';
import { Route } from 'react-router';
import type { DeskResource } from '../desk-resource.ts';
import { PageAccess } from '../layout/PageAccess.tsx';
import { OrderPage } from './order-page.ts';
import { OrdersPage } from './orders-page.ts';

const PlacedPage = lazy(() => import('../place/PlacedPage.tsx'));

/** Orders: their list, the page of one, placing one, and what came of that. */
const orders: DeskResource = {
  name: 'orders',
  recordRepresentation: 'refId',
  list: OrdersPage,
  show: OrderPage,
  create: lazy(() => import('../place/OrderCreate.tsx')),
  children: <Route path="placed/:id" element={<PageAccess action="create" page={PlacedPage} />} />,
};

export default orders;
