import { Alert, Box, LinearProgress, Link as MuiLink } from '@mui/material';
import { hasEnded } from '@srs-desk/shared/cancellation/job.ts';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { countText } from '../format/amounts.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ErrorState } from '../kit/States.tsx';
import { ApprovalCard } from './ApprovalCard.tsx';
import { ConfirmCard } from './ConfirmCard.tsx';
import { JobFacts } from './JobFacts.tsx';
import { JobItems } from './JobItems.tsx';
import { JobStateChip } from './JobsPage.tsx';
import { PlanFigures } from './PlanFigures.tsx';
import { ResultCard } from './ResultCard.tsx';
import { RunCard } from './RunCard.tsx';

/** How often a running job's page looks again, should the live line be down, ms. */
const LOOK_AGAIN_MS = 3000;

/** One cancellation from plan to result: what it will do, who agreed, how far it is, what became of each order. */
export default function JobPage() {
  const translate = useTranslate();
  const { id = '' } = useParams();
  const job = useApi<JobDetail>(`cancellations/${id}`, {
    refreshOn: ['cancellations'],
    refreshId: id,
    refetchInterval: LOOK_AGAIN_MS,
  });
  if (job.isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (!job.data) {
    return (
      <>
        <PageTitle title={translate('desk.cancellations.job', { id })} />
        <ErrorState error={job.error} onRetry={job.refetch} />
      </>
    );
  }
  return <JobView job={job.data} onChanged={job.refetch} />;
}

interface JobViewProps {
  job: JobDetail;
  onChanged(): void;
}

function JobView({ job, onChanged }: JobViewProps) {
  const translate = useTranslate();
  return (
    <>
      <PageTitle
        title={translate('desk.cancellations.job', { id: job.id })}
        aside={<JobStateChip state={job.state} large />}
        actions={
          <MuiLink component={Link} to="/cancellations">
            {translate('desk.cancellations.back')}
          </MuiLink>
        }
      />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(260px, 1fr)' },
          gap: 2,
          alignItems: 'start',
        }}
      >
        <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <JobStage job={job} onChanged={onChanged} />
          <JobItems job={job} />
        </Box>
        <JobFacts job={job} />
      </Box>
    </>
  );
}

/** The part of the page that belongs to the state the job is in. */
function JobStage({ job, onChanged }: JobViewProps) {
  if (job.state === 'planned') {
    return (
      <>
        <PlanFigures job={job} />
        <Warnings job={job} />
        <ConfirmCard job={job} onChanged={onChanged} />
      </>
    );
  }
  if (job.state === 'awaiting_approval') {
    return (
      <>
        <PlanFigures job={job} />
        <Warnings job={job} />
        <ApprovalCard job={job} onChanged={onChanged} />
      </>
    );
  }
  return hasEnded(job.state) ? (
    <ResultCard job={job} onChanged={onChanged} />
  ) : (
    <RunCard job={job} onChanged={onChanged} />
  );
}

function Warnings({ job }: { job: JobDetail }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (
    <>
      {job.warnings.map((warning) => (
        <Alert key={warning} severity="warning">
          {translate(`desk.cancellations.warning.${warning}`, {
            count: countText(warning === 'finished_work' ? job.finishedChosen : job.changedSince, locale),
          })}
        </Alert>
      ))}
    </>
  );
}
