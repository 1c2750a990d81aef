import { lazy } from 'react';
import type { DeskResource } from '../desk-resource.ts';

/** Who may log in; made and changed in a dialog. */
const users: DeskResource = {
  name: 'users',
  recordRepresentation: 'username',
  list: lazy(() => import('./UserList.tsx')),
};

export default users;
