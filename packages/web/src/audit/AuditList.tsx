import { Box, Link as MuiLink, useMediaQuery, useTheme } from '@mui/material';
import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';
import { ListBase, Pagination, useListContext, useTranslate } from 'react-admin';
import { Link, useLocation, useNavigate } from 'react-router';
import { ListStates } from '../kit/list/ListStates.tsx';
import { LookedTo } from '../kit/list/LookedTo.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { useRowKeys } from '../kit/useRowKeys.ts';
import { AuditExportDialog } from './AuditExportDialog.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { EntryCards } from './EntryCards.tsx';
import { EntryTable } from './EntryTable.tsx';
import { EntryViewer } from './EntryViewer.tsx';
import { LogHealthStrip } from './LogHealthStrip.tsx';
import { LogWords } from './log-words.tsx';
import { NoEntries } from './NoEntries.tsx';
import { ReadAt } from './ReadAt.tsx';

const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** Who did what, and is it all still there? Newest first, one entry at the side; never refreshed by itself. */
export default function AuditList() {
  return (
    <LogWords>
      {(words) => (
        <ListBase<AuditEntryRow>
          resource="audit"
          {...(words === '' ? {} : { filter: { q: words } })}
          sort={NEWEST_FIRST}
          perPage={25}
          storeKey={false}
          queryOptions={{ refetchOnReconnect: false }}
          disableAuthentication
        >
          <AuditListBody />
        </ListBase>
      )}
    </LogWords>
  );
}

/** The entry shown: after `#`, so that the list stays in place while one looks from entry to entry. */
function useShownEntry(): [number | null, (seq: number | null) => void] {
  const { hash, pathname, search } = useLocation();
  const navigate = useNavigate();
  const seq = /^#\d{1,15}$/.test(hash) ? Number(hash.slice(1)) : null;
  const show = (next: number | null) =>
    void navigate({ pathname, search, hash: next === null ? '' : `#${next}` });
  return [seq, show];
}

function AuditListBody() {
  const translate = useTranslate();
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const wide = useMediaQuery(theme.breakpoints.up('lg'));
  const { data } = useListContext<AuditEntryRow>();
  const [seq, show] = useShownEntry();
  const open = (id: number) => show(id);
  const marked = useRowKeys({ ids: data?.map((entry) => entry.seq) ?? [], onOpen: open, onPreview: open });
  const showList = wide || seq === null;
  return (
    <>
      <PageTitle title={translate('desk.audit.title')} aside={<ReadAt />} actions={<AuditExportDialog />}>
        {translate('desk.audit.notLive')}{' '}
        <MuiLink component={Link} to="/audit/reveals" underline="always">
          {translate('desk.audit.reveals.link')}
        </MuiLink>
      </PageTitle>
      {showList ? (
        <>
          <LogHealthStrip />
          <AuditFilters />
        </>
      ) : null}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: wide && seq !== null ? 'minmax(0, 1fr) minmax(0, 1fr)' : 'minmax(0, 1fr)',
          gap: 3,
          alignItems: 'start',
        }}
      >
        {showList ? (
          <Box sx={{ minWidth: 0 }}>
            <LookedTo />
            <ListStates empty={<NoEntries />}>
              {narrow ? (
                <EntryCards />
              ) : (
                <EntryTable marked={marked} shown={seq} onRow={show} brief={seq !== null} />
              )}
              <Pagination rowsPerPageOptions={[25, 50, 100]} />
            </ListStates>
          </Box>
        ) : null}
        {seq === null ? null : <EntryViewer seq={seq} onShow={show} />}
      </Box>
    </>
  );
}
