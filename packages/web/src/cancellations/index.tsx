import { lazy, type ReactNode } from 'react';
import { Route } from 'react-router';
import type { DeskResource } from '../desk-page.ts';
import { Guarded } from '../layout/Guarded.tsx';

const CancellationList = lazy(() => import('./CancellationList.tsx'));
const CancellationShow = lazy(() => import('./CancellationShow.tsx'));
const CancellationCreate = lazy(() => import('./CancellationCreate.tsx'));
const SupersededList = lazy(() => import('./SupersededList.tsx'));
const StaleList = lazy(() => import('./StaleList.tsx'));
const PolicyList = lazy(() => import('./PolicyList.tsx'));

const permission = 'cancellations.read';
const planning = (page: ReactNode) => <Guarded permission="cancellations.plan">{page}</Guarded>;

/** Cancellations: their list, the page of one, a new one, and what finds orders to cancel. */
const cancellations: DeskResource = {
  name: 'cancellations',
  options: { permission, nav: { slot: 'main', text: 'desk.nav.cancellations', order: 40 } },
  list: (
    <Guarded permission={permission}>
      <CancellationList />
    </Guarded>
  ),
  children: (
    <>
      <Route path="superseded" element={planning(<SupersededList />)} />
      <Route path="stale" element={planning(<StaleList />)} />
      <Route path="policies" element={planning(<PolicyList />)} />
      <Route path="new" element={planning(<CancellationCreate />)} />
      <Route
        path=":id"
        element={
          <Guarded permission={permission}>
            <CancellationShow />
          </Guarded>
        }
      />
    </>
  ),
};

export default cancellations;
