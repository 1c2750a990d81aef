import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** Where one is logged in. */
const sessions: DeskResource = {
  name: 'sessions',
  list: lazy(() => import('./SessionList.tsx')),
};

export default sessions;
