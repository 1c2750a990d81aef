import { Alert, Box, Button, FormControlLabel, Link as MuiLink, Switch } from '@mui/material';
import type { SupersededRow } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router';
import { countText } from '../format/amounts.ts';
import type { GridColumn } from '../kit/DataGrid.tsx';
import { IdText } from '../kit/IdText.tsx';
import { PagedGrid } from '../kit/PagedGrid.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { CancellationTabs } from './CancellationTabs.tsx';

/** Pending orders whose user has a newer one (guide §7.2), with what tells that, ready to plan. */
export default function SupersededPage() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [locale = 'en'] = useLocaleState();
  const [onlyAlike, setOnlyAlike] = useState(true);
  const [total, setTotal] = useState(0);
  const filter = { differs: onlyAlike ? 'no' : 'any' };
  return (
    <>
      <PageTitle title={translate('desk.cancellations.title')}>
        {translate('desk.cancellations.superseded.intro')}
      </PageTitle>
      <CancellationTabs />
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <FormControlLabel
          control={<Switch checked={!onlyAlike} onChange={(event) => setOnlyAlike(!event.target.checked)} />}
          label={translate('desk.cancellations.superseded.others')}
        />
        <Button
          variant="contained"
          sx={{ ml: 'auto' }}
          disabled={total === 0}
          onClick={() => void navigate('/cancellations/new', { state: { superseded: { onlyAlike } } })}
        >
          {translate('desk.cancellations.planAll', { smart_count: total, count: countText(total, locale) })}
        </Button>
      </Box>
      {onlyAlike ? null : (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('desk.cancellations.superseded.othersHelp')}
        </Alert>
      )}
      <PagedGrid<SupersededRow>
        key={String(onlyAlike)}
        path={`cancellations/superseded?filter=${encodeURIComponent(JSON.stringify(filter))}`}
        label={translate('desk.cancellations.tab.superseded')}
        columns={useColumns()}
        keyOf={(row) => row.refId}
        empty={translate('desk.cancellations.superseded.none')}
        onTotal={setTotal}
      />
    </>
  );
}

function useColumns(): GridColumn<SupersededRow>[] {
  const translate = useTranslate();
  const title = (key: string) => translate(`desk.cancellations.superseded.column.${key}`);
  const order = (refId: string) => (
    <MuiLink component={Link} to={`/orders/${refId}`}>
      <IdText id={refId} plain />
    </MuiLink>
  );
  return [
    { key: 'refId', title: 'Ref ID', heading: true, cell: (row) => order(row.refId) },
    { key: 'status', title: title('status'), cell: (row) => <StatusChip status={row.status} /> },
    { key: 'method', title: title('method'), cell: (row) => row.method ?? '–' },
    { key: 'placed', title: title('placed'), cell: (row) => <RelativeTime at={row.createdAt} /> },
    { key: 'later', title: title('later'), cell: (row) => order(row.supersededBy) },
    {
      key: 'laterStatus',
      title: title('laterStatus'),
      cell: (row) => <StatusChip status={row.laterStatus} />,
    },
    { key: 'why', title: title('why'), cell: (row) => <Why row={row} /> },
    { key: 'externalId', title: 'External ID', cell: (row) => row.externalId ?? '–' },
  ];
}

function Why({ row }: { row: SupersededRow }) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.cancellations.superseded.${key}`);
  return (
    <>
      {[
        text(`person.${row.person}`),
        ...row.differs.map((what) => text(`differs.${what}`)),
        ...(row.finishedWork ? [text('finishedWork')] : []),
        ...(row.callMayRunUntil === null ? [] : [text('callMayRun')]),
      ].join(' · ')}
    </>
  );
}
