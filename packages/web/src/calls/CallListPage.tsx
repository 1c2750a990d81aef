import { Box, useMediaQuery, useTheme } from '@mui/material';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { ListBase, Pagination, useListContext, useTranslate } from 'react-admin';
import { useLocation, useNavigate, useParams } from 'react-router';
import { PageTitle } from '../kit/PageTitle.tsx';
import { useRowKeys } from '../kit/useRowKeys.ts';
import { useLive } from '../live/useLive.ts';
import { ExportDialog } from '../orders/ExportDialog.tsx';
import { useMay } from '../session/useMay.ts';
import { CallFilters } from './CallFilters.tsx';
import { CallListStates } from './CallListStates.tsx';
import { CallTable } from './CallTable.tsx';
import { CallViewer } from './CallViewer.tsx';
import { FailureGroups } from './FailureGroups.tsx';

const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** What did we say to SRS, what did it say, and when? The list at the left, one call at the right. */
export default function CallListPage() {
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
  const may = useMay();
  const navigate = useNavigate();
  const { search } = useLocation();
  const { id } = useParams();
  const list = useListContext<CallRow>();
  useLive(['calls'], () => void list.refetch());
  const open = (callId: number) => void navigate({ pathname: `/calls/${callId}`, search });
  const close = () => void navigate({ pathname: '/calls', search });
  const ids = list.data?.map((call) => call.id) ?? [];
  const marked = useRowKeys({ ids, onOpen: open, onPreview: open });
  const viewing = id === undefined ? null : Number(id);
  const showList = wide || viewing === null;
  return (
    <>
      <PageTitle
        title={translate('desk.calls.title')}
        actions={may('orders.export') ? <ExportDialog /> : null}
      />
      {showList ? (
        <>
          <FailureGroups />
          <CallFilters />
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
            <CallListStates>
              <CallTable marked={marked} viewing={viewing} onRow={open} brief={viewing !== null} />
              <Pagination rowsPerPageOptions={[25, 50, 100]} />
            </CallListStates>
          </Box>
        ) : null}
        {viewing === null ? null : <CallViewer id={viewing} onClose={close} />}
      </Box>
    </>
  );
}
