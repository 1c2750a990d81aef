import { Box, Button, MenuItem, Link as MuiLink, TextField } from '@mui/material';
import { JOB_STATES, type JobState } from '@srs-desk/shared/cancellation/job.ts';
import type { JobRow } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { countText } from '../format/amounts.ts';
import type { GridColumn } from '../kit/DataGrid.tsx';
import { PagedGrid } from '../kit/PagedGrid.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { useLive } from '../live/useLive.ts';
import { CancellationTabs } from './CancellationTabs.tsx';
import { JOB_STYLE } from './job-style.ts';

/** Who cancelled what, when and why; and what waits for somebody. */
export default function JobsPage() {
  const translate = useTranslate();
  const [parameters, setParameters] = useSearchParams();
  const [version, setVersion] = useState(0);
  useLive(['cancellations'], () => setVersion((before) => before + 1));
  const state = parameters.get('state') ?? '';
  const refId = parameters.get('refId') ?? '';
  const filter = { ...(state === '' ? {} : { state }), ...(refId === '' ? {} : { refId }) };
  return (
    <>
      <PageTitle
        title={translate('desk.cancellations.title')}
        actions={
          <Button variant="contained" component={Link} to="/cancellations/stale">
            {translate('desk.cancellations.find')}
          </Button>
        }
      >
        {translate('desk.cancellations.intro')}
      </PageTitle>
      <CancellationTabs />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mb: 1 }}>
        <TextField
          select
          label={translate('desk.cancellations.column.state')}
          value={state}
          sx={{ minWidth: 180 }}
          onChange={(event) => setParameters(event.target.value === '' ? {} : { state: event.target.value })}
        >
          <MenuItem value="">{translate('desk.cancellations.allStates')}</MenuItem>
          {JOB_STATES.map((one) => (
            <MenuItem key={one} value={one}>
              {translate(`desk.words.jobState.${one}`)}
            </MenuItem>
          ))}
        </TextField>
        {refId === '' ? null : (
          <Button onClick={() => setParameters({})}>
            {translate('desk.cancellations.ofOrder', { refId: refId.slice(0, 8) })}
          </Button>
        )}
      </Box>
      <JobGrid filter={filter} version={version} />
    </>
  );
}

function JobGrid({ filter, version }: { filter: Record<string, unknown>; version: number }) {
  const translate = useTranslate();
  const columns = useJobColumns();
  return (
    <PagedGrid<JobRow>
      key={JSON.stringify(filter)}
      path={`cancellations?filter=${encodeURIComponent(JSON.stringify(filter))}&sort=${encodeURIComponent('["id","DESC"]')}`}
      label={translate('desk.cancellations.tab.jobs')}
      columns={columns}
      keyOf={(job) => job.id}
      empty={translate(
        Object.keys(filter).length === 0 ? 'desk.cancellations.none' : 'desk.cancellations.noneFits',
      )}
      version={version}
    />
  );
}

/** A job's state as everywhere: icon, word, colour. */
export function JobStateChip({ state, large }: { state: JobState; large?: boolean }) {
  const translate = useTranslate();
  return (
    <StateChip
      {...JOB_STYLE[state]}
      label={translate(`desk.words.jobState.${state}`)}
      large={large ?? false}
    />
  );
}

function useJobColumns(): GridColumn<JobRow>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const title = (key: string) => translate(`desk.cancellations.column.${key}`);
  return [
    {
      key: 'id',
      title: title('job'),
      heading: true,
      cell: (job) => (
        <MuiLink component={Link} to={`/cancellations/${job.id}`}>
          {translate('desk.cancellations.job', { id: job.id })}
        </MuiLink>
      ),
    },
    { key: 'state', title: title('state'), cell: (job) => <JobStateChip state={job.state} /> },
    {
      key: 'source',
      title: title('source'),
      cell: (job) => job.policyName ?? translate(`desk.words.jobSource.${job.source}`),
    },
    { key: 'reason', title: title('reason'), cell: (job) => job.reason },
    { key: 'who', title: title('who'), cell: (job) => whoOf(job.requestedBy ?? job.plannedBy) },
    {
      key: 'planned',
      title: title('willCancel'),
      right: true,
      cell: (job) => countText(job.counts.willCancel, locale),
    },
    {
      key: 'cancelled',
      title: title('cancelled'),
      right: true,
      cell: (job) => countText(job.results.cancelled ?? 0, locale),
    },
    {
      key: 'failed',
      title: title('failed'),
      right: true,
      cell: (job) => countText(job.results.failed ?? 0, locale),
    },
    { key: 'at', title: title('plannedAt'), cell: (job) => <RelativeTime at={job.plannedAt} bare /> },
  ];
}

/** `user:anna` → `anna`; a program keeps what it is. */
export function whoOf(actor: string): string {
  return actor.startsWith('user:') ? actor.slice('user:'.length) : actor;
}
