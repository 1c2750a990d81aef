import { lazy } from 'react';
import type { DeskResource } from '../../desk-resource.ts';

/** Billing months: their list, and closing one. */
const periods: DeskResource = {
  name: 'periods',
  list: lazy(() => import('./PeriodList.tsx')),
  show: lazy(() => import('./PeriodShow.tsx')),
};

export default periods;
