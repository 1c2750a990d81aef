import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import type { ReactNode } from 'react';
import { usePermissions } from 'react-admin';
import { NoPermission } from '../kit/States.tsx';
import { PageLoading } from './PageLoading.tsx';

/** Shows a page to those who may use it. The server decides anyway; this saves the others a wall of errors. */
export function Guarded({ permission, children }: { permission: Permission | null; children: ReactNode }) {
  const { permissions, isPending } = usePermissions<readonly Permission[]>();
  if (permission === null) return children;
  if (isPending) return <PageLoading />;
  return permissions?.includes(permission) ? children : <NoPermission />;
}
