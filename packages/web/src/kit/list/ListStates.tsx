import { LinearProgress } from '@mui/material';
import { type ReactNode, useEffect } from 'react';
import { Pagination, useListContext, useStore, useTranslate } from 'react-admin';
import { ErrorState } from '../States.tsx';

/**
 * A list that is being read, could not be read, is empty, or its rows. Old rows stay while new ones load; that there were
 * none does not.
 */
export function ListStates({ empty, children }: { empty: ReactNode; children: ReactNode }) {
  const translate = useTranslate();
  const { data, error, isPending, isPlaceholderData, refetch } = useListContext();
  useMarksOfFilter();
  const hasRows = data !== undefined && data.length > 0;
  if (isPending || (isPlaceholderData && !hasRows))
    return <LinearProgress aria-label={translate('desk.loading')} />;
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return hasRows ? children : empty;
}

/** Unmarks the rows once another filter is asked for: nobody decides about rows that it keeps out of sight. */
function useMarksOfFilter(): void {
  const { resource, filter, filterValues, isPlaceholderData, onUnselectItems } = useListContext();
  const asked = JSON.stringify({ ...filterValues, ...filter });
  // Kept where react-admin keeps the marks, which are there again when somebody comes back to the list.
  const [markedUnder, setMarkedUnder] = useStore<string | null>(`${resource}.markedUnder`, null);
  useEffect(() => {
    if (markedUnder === asked) return;
    onUnselectItems();
    // Until the answer is there, the rows on screen are those of the filter before.
    if (!isPlaceholderData) setMarkedUnder(asked);
  }, [asked, markedUnder, isPlaceholderData, onUnselectItems, setMarkedUnder]);
}

/** The way to further pages, where there are any. */
export function Pages() {
  const { total = 0, perPage } = useListContext();
  return total > perPage ? <Pagination rowsPerPageOptions={[]} /> : null;
}
