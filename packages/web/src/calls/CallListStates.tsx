import { Button, LinearProgress } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import type { ReactNode } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { EmptyState, ErrorState } from '../kit/States.tsx';

/** Loading, failed, empty by cause, or the calls. */
export function CallListStates({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  const { data, error, isPending, refetch, filterValues, setFilters } = useListContext<CallRow>();
  if (isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data && data.length > 0) return children;
  const narrowed = Object.keys(filterValues).length > 0;
  if (!narrowed)
    return <EmptyState title={translate('desk.calls.none')}>{translate('desk.calls.noneHelp')}</EmptyState>;
  return (
    <EmptyState
      title={translate('desk.calls.filtered')}
      action={
        <Button variant="outlined" onClick={() => setFilters({})}>
          {translate('desk.orders.clearFilters')}
        </Button>
      }
    />
  );
}
