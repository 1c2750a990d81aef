import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** Keys of programs that ask the desk; made in a dialog. */
const apiKeys: DeskResource = {
  name: 'api-keys',
  recordRepresentation: 'name',
  list: lazy(() => import('./KeyList.tsx')),
};

export default apiKeys;
