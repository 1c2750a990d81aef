import { Box, Button, useMediaQuery, useTheme } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { ListBase, Pagination, useCanAccess, useListContext, useTranslate } from 'react-admin';
import { useLocation, useNavigate, useParams } from 'react-router';
import { ListStates } from '../kit/list/ListStates.tsx';
import { LookedTo } from '../kit/list/LookedTo.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { EmptyState } from '../kit/States.tsx';
import { useRowKeys } from '../kit/useRowKeys.ts';
import { ExportDialog } from '../orders/ExportDialog.tsx';
import { accessTo } from '../session/access.ts';
import { CallFilters } from './CallFilters.tsx';
import { CallTable } from './CallTable.tsx';
import { CallViewer } from './CallViewer.tsx';
import { FailureGroups } from './FailureGroups.tsx';

const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** What did we say to SRS, what did it say, and when? The list at the left, one call at the right. */
export default function CallList() {
  return (
    <ListBase<CallRow> resource="calls" sort={NEWEST_FIRST} perPage={25} disableAuthentication>
      <CallListBody />
    </ListBase>
  );
}

function CallListBody() {
  const translate = useTranslate();
  const theme = useTheme();
  const wide = useMediaQuery(theme.breakpoints.up('lg'));
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const { canAccess: mayExport } = useCanAccess(accessTo('orders.export'));
  const navigate = useNavigate();
  const { search } = useLocation();
  const { id } = useParams();
  const list = useListContext<CallRow>();
  const open = (callId: number) => void navigate({ pathname: `/calls/${callId}`, search });
  const close = () => void navigate({ pathname: '/calls', search });
  const ids = list.data?.map((call) => call.id) ?? [];
  const marked = useRowKeys({ ids, onOpen: open, onPreview: open });
  const viewing = id === undefined ? null : Number(id);
  const showList = wide || viewing === null;
  return (
    <>
      <PageTitle title={translate('desk.calls.title')} actions={mayExport ? <ExportDialog /> : null} />
      {showList ? (
        <>
          <FailureGroups />
          <CallFilters folded={narrow} />
        </>
      ) : null}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: wide && viewing !== null ? 'minmax(0, 5fr) minmax(0, 4fr)' : 'minmax(0, 1fr)',
          gap: 2,
          alignItems: 'start',
        }}
      >
        {showList ? (
          <Box sx={{ minWidth: 0 }}>
            <LookedTo />
            <ListStates empty={<NoCalls />}>
              <CallTable
                marked={marked}
                viewing={viewing}
                onRow={open}
                width={narrow ? 'narrow' : viewing === null ? 'full' : 'brief'}
              />
              <Pagination rowsPerPageOptions={[25, 50, 100]} />
            </ListStates>
          </Box>
        ) : null}
        {viewing === null ? null : <CallViewer id={viewing} onClose={close} />}
      </Box>
    </>
  );
}

/** No call at all, or none under these filters. */
function NoCalls() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext<CallRow>();
  if (Object.keys(filterValues).length === 0)
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
