import { Alert, Box, FormControlLabel, Link as MuiLink, Switch } from '@mui/material';
import type { SupersededRow } from '@srs-desk/shared/cancellation/wire.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { useState } from 'react';
import { DataTable, ListBase, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { EmptyState } from '../kit/States.tsx';
import { SelectionBar } from '../orders/SelectionBar.tsx';
import { CancellationTabs } from './CancellationTabs.tsx';
import { PlanAllButton } from './PlanAllButton.tsx';
import { NARROWING, SupersededFilters } from './SupersededFilters.tsx';

const Col = DataTable.Col<SupersededRow>;
const OLDEST_FIRST = { field: 'createdAt', order: 'ASC' } as const;

/** Pending orders whose user has a newer one (guide §7.2), with what tells that, ready to plan. */
export default function SupersededList() {
  const translate = useTranslate();
  const [onlyAlike, setOnlyAlike] = useState(true);
  return (
    <ListBase<SupersededRow>
      resource="cancellations/superseded"
      filter={{ differs: onlyAlike ? 'no' : 'any' }}
      sort={OLDEST_FIRST}
      perPage={50}
      disableSyncWithLocation
      storeKey={false}
      disableAuthentication
    >
      <PageTitle title={translate('desk.cancellations.title')}>
        {translate('desk.cancellations.superseded.intro')}
      </PageTitle>
      <CancellationTabs />
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <FormControlLabel
          control={<Switch checked={!onlyAlike} onChange={(event) => setOnlyAlike(!event.target.checked)} />}
          label={translate('desk.cancellations.superseded.others')}
        />
        <Box sx={{ ml: 'auto' }}>
          <PlanAll onlyAlike={onlyAlike} />
        </Box>
      </Box>
      <SupersededFilters />
      {onlyAlike ? null : (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('desk.cancellations.superseded.othersHelp')}
        </Alert>
      )}
      <ListStates empty={<EmptyState title={translate('desk.cancellations.superseded.none')} />}>
        <SupersededRows />
        <Pages />
      </ListStates>
    </ListBase>
  );
}

/** All of them by what finds them; once the list is narrowed, those that are marked are planned. */
function PlanAll({ onlyAlike }: { onlyAlike: boolean }) {
  const { filterValues } = useListContext();
  const narrowed = NARROWING.some((name) => filterValues[name] !== undefined);
  return narrowed ? null : <PlanAllButton chosen={{ superseded: { onlyAlike } }} />;
}

function SupersededRows() {
  const translate = useTranslate();
  const label = (key: string) => `desk.cancellations.superseded.column.${key}`;
  return (
    <Rows<SupersededRow>
      label={translate('desk.cancellations.tab.superseded')}
      bulkActionButtons={<span />}
      bulkActionsToolbar={<SelectionBar pageOnly />}
    >
      <HeadCol<SupersededRow>
        source="refId"
        label="Ref ID"
        render={({ refId }) => <OrderLink refId={refId} />}
      />
      <Col source="status" label={label('status')} render={({ status }) => <StatusChip status={status} />} />
      <Col
        source="method"
        label={label('method')}
        render={({ issuer, method }) => methodDisplayName(issuer, method)}
      />
      <Col
        source="createdAt"
        label={label('placed')}
        render={({ createdAt }) => <RelativeTime at={createdAt} />}
      />
      <Col
        source="supersededBy"
        label={label('later')}
        render={({ supersededBy }) => <OrderLink refId={supersededBy} />}
      />
      <Col
        source="laterStatus"
        label={label('laterStatus')}
        render={({ laterStatus }) => <StatusChip status={laterStatus} />}
      />
      <Col source="person" label={label('why')} render={(row) => <Why row={row} />} />
      <Col source="externalId" label="External ID" render={({ externalId }) => externalId ?? '–'} />
    </Rows>
  );
}

function OrderLink({ refId }: { refId: string }) {
  return (
    <MuiLink component={Link} to={`/orders/${refId}`}>
      <IdText id={refId} plain />
    </MuiLink>
  );
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
