import { Alert, Box, Button, LinearProgress } from '@mui/material';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useCanAccess, useLocaleState, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { countText } from '../format/amounts.ts';
import { durationText } from '../format/time.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { TroubleLine } from '../kit/TroubleLine.tsx';
import { accessTo } from '../session/access.ts';
import { ItemCounts } from './ItemCounts.tsx';

/** How far the job is, what became of its orders so far, and the ways to hold it. */
export function RunCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const job = useRecord<JobDetail>();
  const share = job.counts.willCancel === 0 ? 100 : (job.done / job.counts.willCancel) * 100;
  const text = translate('desk.cancellations.run.progress', {
    done: countText(job.done, locale),
    total: countText(job.counts.willCancel, locale),
  });
  return (
    <Section title={translate(`desk.words.jobState.${job.state}`)} surface>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {job.note !== null && job.state === 'paused' ? <Alert severity="warning">{job.note}</Alert> : null}
        {job.trouble === null ? null : (
          <Alert severity="warning">
            <TroubleLine trouble={job.trouble} />.{' '}
            {translate(`desk.cancellations.run.${job.state === 'paused' ? 'troublePaused' : 'trouble'}`)}
          </Alert>
        )}
        <LinearProgress
          variant="determinate"
          value={share}
          aria-label={text}
          sx={{ height: 10, borderRadius: 1 }}
        />
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', fontVariantNumeric: 'tabular-nums' }}>
          <strong>{text}</strong>
          <Pace />
        </Box>
        <ItemCounts />
        <RunButtons />
      </Box>
    </Section>
  );
}

function Pace() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const job = useRecord<JobDetail>();
  if (job.waitingBehind !== null && job.state === 'approved') {
    return <span>{translate('desk.cancellations.run.waits', { smart_count: job.waitingBehind })}</span>;
  }
  // While SRS fails, the last minute says nothing of the time to come.
  if (job.trouble !== null || job.perSecond === null || job.perSecond <= 0) return null;
  const leftMs = ((job.counts.willCancel - job.done) / job.perSecond) * 1000;
  return (
    <span>
      {translate('desk.cancellations.run.pace', {
        perSecond: job.perSecond.toFixed(1),
        left: durationText(leftMs, locale),
      })}
    </span>
  );
}

function RunButtons() {
  const translate = useTranslate();
  const { canAccess: mayExecute } = useCanAccess(accessTo('cancellations.execute'));
  const job = useRecord<JobDetail>();
  const [stopping, setStopping] = useState(false);
  const pause = useVerb('pauseCancellation', { touches: ['cancellations'] });
  const resume = useVerb('resumeCancellation', { touches: ['cancellations'] });
  const stop = useVerb('stopCancellation', {
    touches: ['cancellations'],
    onSuccess: () => setStopping(false),
  });
  if (!mayExecute) return null;
  const [name, verb] = job.state === 'paused' ? (['resume', resume] as const) : (['pause', pause] as const);
  return (
    <>
      <ProblemAlert error={verb.error ?? (stopping ? null : stop.error)} />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={verb.isPending} onClick={() => verb.mutate({ id: job.id })}>
          {translate(`desk.cancellations.run.${name}`)}
        </Button>
        <Button color="error" variant="outlined" onClick={() => setStopping(true)}>
          {translate('desk.cancellations.run.stop')}
        </Button>
      </Box>
      {stopping ? (
        <ConfirmWithReason
          danger
          title={translate('desk.cancellations.run.stopTitle')}
          confirmLabel={translate('desk.cancellations.run.stopConfirm')}
          busy={stop.isPending}
          error={stop.error}
          onConfirm={(reason) => stop.mutate({ id: job.id, reason })}
          onClose={() => setStopping(false)}
        >
          {translate('desk.cancellations.run.stopWhat')}
        </ConfirmWithReason>
      ) : null}
    </>
  );
}
