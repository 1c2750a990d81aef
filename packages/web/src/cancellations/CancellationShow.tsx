import { Alert, Box, Link as MuiLink } from '@mui/material';
import { hasEnded } from '@srs-desk/shared/cancellation/job.ts';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { CanAccess, ShowBase, useLocaleState, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import { countText } from '../format/amounts.ts';
import { ShowStates, WHOLE } from '../kit/list/ShowStates.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { accessTo } from '../session/access.ts';
import { ApprovalCard } from './ApprovalCard.tsx';
import { ConfirmCard } from './ConfirmCard.tsx';
import { JobFacts } from './JobFacts.tsx';
import { JobItems, LOOK_AGAIN_MS } from './JobItems.tsx';
import { JobStateChip } from './JobStateChip.tsx';
import { PlanFigures } from './PlanFigures.tsx';
import { ResultCard } from './ResultCard.tsx';
import { RunCard } from './RunCard.tsx';

/** One cancellation from plan to result: what it will do, who agreed, how far it is, what became of each order. */
export default function CancellationShow() {
  const translate = useTranslate();
  const { id = '' } = useParams();
  return (
    <ShowBase<JobDetail>
      resource="cancellations"
      queryOptions={{ ...WHOLE, refetchInterval: LOOK_AGAIN_MS }}
      disableAuthentication
    >
      <ShowStates title={translate('desk.cancellations.job', { id })}>
        <JobView />
      </ShowStates>
    </ShowBase>
  );
}

function JobView() {
  const translate = useTranslate();
  const job = useRecord<JobDetail>();
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
          <JobStage />
          <JobItems />
        </Box>
        <JobFacts />
      </Box>
    </>
  );
}

/** The part of the page that belongs to the state the job is in. */
function JobStage() {
  const { state } = useRecord<JobDetail>();
  if (state === 'planned' || state === 'awaiting_approval') {
    return (
      <>
        <PlanFigures />
        <Warnings />
        <CanAccess {...accessTo('cancellations.plan')}>
          {state === 'planned' ? <ConfirmCard /> : <ApprovalCard />}
        </CanAccess>
      </>
    );
  }
  return hasEnded(state) ? <ResultCard /> : <RunCard />;
}

function Warnings() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const job = useRecord<JobDetail>();
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
