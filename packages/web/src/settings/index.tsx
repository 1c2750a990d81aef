import { lazy } from 'react';
import { Route } from 'react-router';
import type { DeskResource } from '../desk-resource.ts';
import { PageAccess } from '../layout/PageAccess.tsx';

const SettingList = lazy(() => import('./SettingList.tsx'));

/** Settings: `/settings` itself is the overview of all that is administered. */
const settings: DeskResource = {
  name: 'settings',
  recordRepresentation: 'key',
  children: <Route path="values" element={<PageAccess action="list" page={SettingList} />} />,
};

export default settings;
