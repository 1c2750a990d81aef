import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** What one admin asks for and another must agree to. */
const approvals: DeskResource = {
  name: 'approvals',
  recordRepresentation: 'target',
  list: lazy(() => import('./ApprovalList.tsx')),
};

export default approvals;
