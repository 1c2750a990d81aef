import { Button, LinearProgress } from '@mui/material';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import type { ReactNode } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { useLogFilter } from './log-words.tsx';

/** Loading, failed, or empty by cause, or the entries. */
export function LogListStates({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  const { data, error, isPending, refetch } = useListContext<AuditEntryRow>();
  const { filter, setFilter } = useLogFilter();
  if (isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data && data.length > 0) return children;
  const fields = Object.keys(filter);
  if (fields.length === 0) return <EmptyState title={translate('desk.audit.empty.none')} />;
  return (
    <EmptyState
      title={translate('desk.audit.empty.filtered')}
      action={
        <Button variant="outlined" onClick={() => setFilter({})}>
          {translate('desk.orders.clearFilters')}
        </Button>
      }
    >
      {translate('q' in filter ? 'desk.audit.empty.words' : 'desk.audit.empty.fields')}
    </EmptyState>
  );
}
