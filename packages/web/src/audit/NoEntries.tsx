import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { EmptyState } from '../kit/States.tsx';
import { useLogFilter } from './log-words.tsx';

/** Why there is no entry to see: the log is empty, or nothing in it fits the filter. */
export function NoEntries() {
  const translate = useTranslate();
  const { filter, setFilter } = useLogFilter();
  if (Object.keys(filter).length === 0) return <EmptyState title={translate('desk.audit.empty.none')} />;
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
