import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

const CallList = lazy(() => import('./CallList.tsx'));

/** Calls to and from SRS: one is shown beside their list. */
const calls: DeskResource = {
  name: 'calls',
  list: CallList,
  show: CallList,
};

export default calls;
