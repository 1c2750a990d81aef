import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** Tickets that were given to a team. */
const handovers: DeskResource = {
  name: 'handovers',
  recordRepresentation: 'ticketNumber',
  list: lazy(() => import('./HandoverList.tsx')),
};

export default handovers;
