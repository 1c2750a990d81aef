import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import { lazy, type ReactNode, Suspense } from 'react';
import { usePermissions } from 'react-admin';
import { PageLoading } from './PageLoading.tsx';

const NoPermission = lazy(async () => ({ default: (await import('../kit/States.tsx')).NoPermission }));

/** Shows a page to those who may use it. The server decides anyway; this saves the others a wall of errors. */
export function Guarded({ permission, children }: { permission: Permission | null; children: ReactNode }) {
  const { permissions, isPending } = usePermissions<readonly Permission[]>();
  if (permission === null) return children;
  if (isPending) return <PageLoading />;
  if (permissions?.includes(permission)) return children;
  return (
    <Suspense fallback={<PageLoading />}>
      <NoPermission />
    </Suspense>
  );
}
