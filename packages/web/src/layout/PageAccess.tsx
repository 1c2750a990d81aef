import { type ComponentType, lazy } from 'react';
import { CanAccess } from 'react-admin';
import { PageLoading } from './PageLoading.tsx';

const DeniedPage = lazy(async () => ({ default: (await import('./DeniedPage.tsx')).DeniedPage }));

interface PageAccessProps {
  /** The resource around it when left out. */
  resource?: string;
  action: string;
  page: ComponentType;
}

/** A page for those who may use it; others are told why not, at its address. The server decides anyway. */
export function PageAccess({ page: Page, ...access }: PageAccessProps) {
  return (
    <CanAccess {...access} loading={<PageLoading />} accessDenied={<DeniedPage />}>
      <Page />
    </CanAccess>
  );
}
