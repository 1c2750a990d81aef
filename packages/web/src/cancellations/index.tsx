import { lazy } from 'react';
import { Route } from 'react-router';
import type { DeskResource } from '../desk-resource.ts';
import { PageAccess } from '../layout/PageAccess.tsx';

const SupersededList = lazy(() => import('./SupersededList.tsx'));
const StaleList = lazy(() => import('./StaleList.tsx'));

/** Cancellations: their list, the page of one, a new one, and what finds orders to cancel. */
const cancellations: DeskResource = {
  name: 'cancellations',
  list: lazy(() => import('./CancellationList.tsx')),
  show: lazy(() => import('./CancellationShow.tsx')),
  create: lazy(() => import('./CancellationCreate.tsx')),
  children: (
    <>
      <Route path="superseded" element={<PageAccess action="create" page={SupersededList} />} />
      <Route path="stale" element={<PageAccess action="create" page={StaleList} />} />
    </>
  ),
};

export default cancellations;
