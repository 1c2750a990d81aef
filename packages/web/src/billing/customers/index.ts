import { lazy } from 'react';
import type { DeskResource } from '../../desk-resource.ts';

/** Whose each External ID is: to whom statements go, and how accounting knows them. */
const customers: DeskResource = {
  name: 'customers',
  recordRepresentation: 'externalId',
  list: lazy(() => import('./CustomerList.tsx')),
};

export default customers;
