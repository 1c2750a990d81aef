import { PERMISSIONS, type Permission } from '@srs-desk/shared/access/permissions.ts';
import type { QueryClient } from '@tanstack/react-query';
import { ACCESS_KEY } from '../api/query-client.ts';
import { accessTo } from './access.ts';

/** Puts the answers where `useCanAccess` looks first, so that no button comes a moment later than its page. */
export function keepAccess(client: QueryClient, held: readonly Permission[]): void {
  for (const permission of PERMISSIONS) {
    const { resource, action } = accessTo(permission);
    client.setQueryData([...ACCESS_KEY, { resource, action }], held.includes(permission));
  }
}
