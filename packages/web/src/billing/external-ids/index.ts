import { lazy } from 'react';
import type { DeskResource } from '../../desk-resource.ts';

/** External IDs that are billed under another, beside those that are in use. */
const aliases: DeskResource = {
  name: 'aliases',
  recordRepresentation: 'raw',
  list: lazy(() => import('./AliasList.tsx')),
};

export default aliases;
