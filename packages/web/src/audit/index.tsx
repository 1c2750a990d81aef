import { lazy } from 'react';
import { Route } from 'react-router';
import type { DeskResource } from '../desk-resource.ts';
import { PageAccess } from '../layout/PageAccess.tsx';

const RevealReportPage = lazy(() => import('./RevealReportPage.tsx'));
const LogHealthPage = lazy(() => import('./LogHealthPage.tsx'));

/** The audit log: its entries, one of them beside the list, and the log's health. */
const audit: DeskResource = {
  name: 'audit',
  recordRepresentation: 'seq',
  list: lazy(() => import('./AuditList.tsx')),
  show: lazy(() => import('./EntryLink.tsx')),
  children: (
    <>
      <Route path="health" element={<PageAccess action="list" page={LogHealthPage} />} />
      <Route path="reveals" element={<PageAccess action="list" page={RevealReportPage} />} />
    </>
  ),
};

export default audit;
