import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** Ref IDs that somebody asked about, and asking about more. */
const registrations: DeskResource = {
  name: 'registrations',
  recordRepresentation: 'refId',
  list: lazy(() => import('./RegistrationList.tsx')),
  create: lazy(() => import('./RegistrationCreate.tsx')),
};

export default registrations;
