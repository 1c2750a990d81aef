import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** Rules that look for orders to cancel by themselves; made and changed in dialogs. */
const cancellationPolicies: DeskResource = {
  name: 'cancellation-policies',
  recordRepresentation: 'name',
  list: lazy(() => import('./PolicyList.tsx')),
};

export default cancellationPolicies;
