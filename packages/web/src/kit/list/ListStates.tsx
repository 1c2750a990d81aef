import { LinearProgress } from '@mui/material';
import type { ReactNode } from 'react';
import { Pagination, useListContext, useTranslate } from 'react-admin';
import { ErrorState } from '../States.tsx';

/** A list that is being read, could not be read, is empty, or its rows. Old rows stay while new ones load. */
export function ListStates({ empty, children }: { empty: ReactNode; children: ReactNode }) {
  const translate = useTranslate();
  const { data, error, isPending, refetch } = useListContext();
  if (isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return data && data.length > 0 ? children : empty;
}

/** The way to further pages, where there are any. */
export function Pages() {
  const { total = 0, perPage } = useListContext();
  return total > perPage ? <Pagination rowsPerPageOptions={[]} /> : null;
}
