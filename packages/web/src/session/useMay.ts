import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import { useCallback } from 'react';
import { usePermissions } from 'react-admin';

/** Asks whether the person in front of the page may do something; no while that is not known yet. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = usePermissions<readonly Permission[]>();
  return useCallback((permission) => permissions?.includes(permission) ?? false, [permissions]);
}
