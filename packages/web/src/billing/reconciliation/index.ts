import { lazy } from 'react';
import type { DeskResource } from '../../desk-resource.ts';

/** The supplier's invoices: their list, the lines of one, and a new file. */
const invoices: DeskResource = {
  name: 'invoices',
  recordRepresentation: 'number',
  list: lazy(() => import('./InvoiceList.tsx')),
  show: lazy(() => import('./InvoiceShow.tsx')),
  create: lazy(() => import('./InvoiceCreate.tsx')),
};

export default invoices;
