import { Alert, Box, Button } from '@mui/material';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link, useNavigate } from 'react-router';
import { useVerb } from '../api/use-verb.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';
import { ItemCounts } from './ItemCounts.tsx';

/** What came of it, why it ended, and what can be done about failures and mistakes. */
export function ResultCard() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const { canAccess: mayPlan } = useCanAccess(accessTo('cancellations.plan'));
  const job = useRecord<JobDetail>();
  const failed = job.results.failed ?? 0;
  const cancelled = job.results.cancelled ?? 0;
  // What was under way when it was stopped comes to its end first.
  const hasCome = job.state === 'stopped' && (job.results.in_progress ?? 0) === 0;
  const planned = {
    touches: ['cancellations'],
    onSuccess: (plan: JobDetail) => navigate(`/cancellations/${plan.id}`),
  };
  const retry = useVerb('retryCancellation', planned);
  const remainder = useVerb('planRemainder', planned);
  return (
    <Section
      title={translate(
        job.state === 'completed'
          ? 'desk.cancellations.result.completed'
          : `desk.words.jobState.${job.state}`,
      )}
      surface
    >
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {job.note === null ? null : <Alert severity="info">{job.note}</Alert>}
        <ItemCounts />
        {job.retries.length > 0 ? (
          <p>
            {translate('desk.cancellations.result.retried')}{' '}
            {job.retries.map((id) => (
              <Link key={id} to={`/cancellations/${id}`}>
                {translate('desk.cancellations.job', { id })}
              </Link>
            ))}
          </p>
        ) : null}
        {mayPlan ? (
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
            {[
              { text: 'retry', verb: retry, count: failed },
              {
                text: 'remainder',
                verb: remainder,
                count: hasCome ? (job.results.left ?? 0) : 0,
              },
            ]
              .filter(({ count }) => count > 0)
              .map(({ text, verb, count }) => (
                <Button
                  key={text}
                  variant="contained"
                  disabled={verb.isPending}
                  onClick={() => verb.mutate({ id: job.id })}
                >
                  {translate(`desk.cancellations.result.${text}`, { smart_count: count })}
                </Button>
              ))}
          </Box>
        ) : null}
        <ProblemAlert error={retry.error ?? remainder.error} />
        {cancelled > 0 ? (
          <Alert severity="info">{translate('desk.cancellations.result.noUndo')}</Alert>
        ) : null}
      </Box>
    </Section>
  );
}
