import { Link as MuiLink } from '@mui/material';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { Fact, Facts } from '../kit/Facts.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { FilterText } from './FilterText.tsx';
import { whoOf } from './who-of.ts';

/** Who, why, when and out of what. */
export function JobFacts() {
  const translate = useTranslate();
  const job = useRecord<JobDetail>();
  const name = (key: string) => translate(`desk.cancellations.fact.${key}`);
  const acts = [
    { key: 'planned', by: job.plannedBy, at: job.plannedAt },
    { key: 'requested', by: job.requestedBy, at: job.requestedAt },
    { key: 'approved', by: job.approvedBy, at: job.approvedAt },
    { key: 'rejected', by: job.rejectedBy, at: job.rejectedAt },
    { key: 'started', by: null, at: job.startedAt },
    { key: 'paused', by: job.pausedBy, at: job.pausedAt },
    { key: 'finished', by: job.stoppedBy, at: job.finishedAt },
  ];
  return (
    <Section title={name('title')} surface>
      <Facts>
        <Fact name={name('reason')}>{job.reason}</Fact>
        <Fact name={name('source')}>
          {job.policyName ?? translate(`desk.words.jobSource.${job.source}`)}
          {job.retryOf === null ? null : (
            <>
              {' '}
              <MuiLink component={Link} underline="always" to={`/cancellations/${job.retryOf}`}>
                {translate('desk.cancellations.job', { id: job.retryOf })}
              </MuiLink>
            </>
          )}
          {job.filter === null ? null : <FilterText filter={job.filter} />}
        </Fact>
        <Fact name={name('finishedWork')}>
          {translate(
            job.includeFinished ? 'desk.cancellations.fact.included' : 'desk.cancellations.fact.leftOut',
          )}
        </Fact>
        {acts
          .filter(({ at }) => at !== null)
          .map(({ key, by, at }) => (
            <Fact key={key} name={name(key)}>
              <ExactTime at={at} />
              {by === null ? null : ` · ${whoOf(by)}`}
            </Fact>
          ))}
      </Facts>
    </Section>
  );
}
