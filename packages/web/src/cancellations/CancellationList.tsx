import { Box, Button, Link as MuiLink, type Theme, useMediaQuery } from '@mui/material';
import { JOB_STATES } from '@srs-desk/shared/cancellation/job.ts';
import type { JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import {
  CanAccess,
  DataTable,
  FilterLiveForm,
  ListBase,
  SelectInput,
  useListContext,
  useLocaleState,
  useTranslate,
} from 'react-admin';
import { Link } from 'react-router';
import { countText } from '../format/amounts.ts';
import { choicesOf } from '../kit/form/choices-of.ts';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { OldAddress } from '../kit/list/OldAddress.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState } from '../kit/States.tsx';
import { accessTo } from '../session/access.ts';
import { CancellationTabs } from './CancellationTabs.tsx';
import { JobStateChip } from './JobStateChip.tsx';
import { whoOf } from './who-of.ts';

const Col = DataTable.Col<JobRow>;
const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** Who cancelled what, when and why; and what waits for somebody. */
export default function CancellationList() {
  const translate = useTranslate();
  return (
    <OldAddress filters={{ state: 'state', refId: 'refId' }}>
      <ListBase<JobRow> resource="cancellations" sort={NEWEST_FIRST} perPage={50} disableAuthentication>
        <PageTitle
          title={translate('desk.cancellations.title')}
          actions={
            <CanAccess {...accessTo('cancellations.plan')}>
              <Button variant="contained" component={Link} to="/cancellations/stale">
                {translate('desk.cancellations.find')}
              </Button>
            </CanAccess>
          }
        >
          {translate('desk.cancellations.intro')}
        </PageTitle>
        <CancellationTabs />
        <JobFilters />
        <ListStates empty={<NoJobs />}>
          <JobRows />
          <Pages />
        </ListStates>
      </ListBase>
    </OldAddress>
  );
}

function JobFilters() {
  const translate = useTranslate();
  const { filterValues, setFilters } = useListContext();
  const refId: unknown = filterValues.refId;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mb: 1 }}>
      <FilterLiveForm debounce={false}>
        <SelectInput
          source="state"
          choices={choicesOf(JOB_STATES, 'desk.words.jobState')}
          emptyText="desk.cancellations.allStates"
          sx={{ minWidth: 180 }}
        />
      </FilterLiveForm>
      {typeof refId === 'string' ? (
        <Button onClick={() => setFilters({})}>
          {translate('desk.cancellations.ofOrder', { refId: refId.slice(0, 8) })}
        </Button>
      ) : null}
    </Box>
  );
}

function NoJobs() {
  const translate = useTranslate();
  const { filterValues } = useListContext();
  const filtered = Object.keys(filterValues).length > 0;
  return <EmptyState title={translate(`desk.cancellations.${filtered ? 'noneFits' : 'none'}`)} />;
}

function JobRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  // On a phone only the first column is in sight.
  const isPhone = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  return (
    <Rows<JobRow> label={translate('desk.cancellations.tab.jobs')}>
      {isPhone ? <Col source="state" render={({ state }) => <JobStateChip state={state} />} /> : null}
      <HeadCol<JobRow>
        source="id"
        render={({ id }) => (
          <MuiLink component={Link} to={`/cancellations/${id}`}>
            {translate('desk.cancellations.job', { id })}
          </MuiLink>
        )}
      />
      {isPhone ? null : <Col source="state" render={({ state }) => <JobStateChip state={state} />} />}
      <Col
        source="source"
        render={(job) => job.policyName ?? translate(`desk.words.jobSource.${job.source}`)}
      />
      <Col source="reason" />
      <Col source="requestedBy" render={(job) => whoOf(job.requestedBy ?? job.plannedBy)} />
      <Col
        source="counts.willCancel"
        align="right"
        render={(job) => countText(job.counts.willCancel, locale)}
      />
      <Col
        source="results.cancelled"
        align="right"
        render={(job) => countText(job.results.cancelled ?? 0, locale)}
      />
      <Col
        source="results.failed"
        align="right"
        render={(job) => countText(job.results.failed ?? 0, locale)}
      />
      <Col source="plannedAt" render={(job) => <RelativeTime at={job.plannedAt} bare />} />
    </Rows>
  );
}
