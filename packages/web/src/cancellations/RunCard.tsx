import { Alert, Box, Button, LinearProgress } from '@mui/material';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { countText } from '../format/amounts.ts';
import { durationText } from '../format/time.ts';
import { ConfirmWithReason } from '../kit/ConfirmWithReason.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { useMay } from '../session/useMay.ts';
import { ItemCounts } from './ItemCounts.tsx';

interface RunCardProps {
  job: JobDetail;
  onChanged(): void;
}

/** How far the job is, what became of its orders so far, and the ways to hold it. */
export function RunCard({ job, onChanged }: RunCardProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const share = job.counts.willCancel === 0 ? 100 : (job.done / job.counts.willCancel) * 100;
  const text = translate('desk.cancellations.run.progress', {
    done: countText(job.done, locale),
    total: countText(job.counts.willCancel, locale),
  });
  return (
    <Section title={translate(`desk.words.jobState.${job.state}`)} surface>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {job.note !== null && job.state === 'paused' ? <Alert severity="warning">{job.note}</Alert> : null}
        <LinearProgress
          variant="determinate"
          value={share}
          aria-label={text}
          sx={{ height: 10, borderRadius: 1 }}
        />
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', fontVariantNumeric: 'tabular-nums' }}>
          <strong>{text}</strong>
          <Pace job={job} />
        </Box>
        <ItemCounts job={job} />
        <RunButtons job={job} onChanged={onChanged} />
      </Box>
    </Section>
  );
}

function Pace({ job }: { job: JobDetail }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (job.waitingBehind !== null && job.state === 'approved') {
    return <span>{translate('desk.cancellations.run.waits', { smart_count: job.waitingBehind })}</span>;
  }
  if (job.perSecond === null || job.perSecond <= 0) return null;
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

function RunButtons({ job, onChanged }: RunCardProps) {
  const translate = useTranslate();
  const may = useMay();
  const [stopping, setStopping] = useState(false);
  const act = useAction(async (verb: 'pause' | 'resume') => {
    await ask(`cancellations/${job.id}/${verb}`, { method: 'POST', body: {} });
    onChanged();
  });
  const stop = useAction(async (reason: string) => {
    await ask(`cancellations/${job.id}/stop`, { method: 'POST', body: { reason } });
    setStopping(false);
    onChanged();
  });
  if (!may('cancellations.execute')) return null;
  const verb = job.state === 'paused' ? 'resume' : 'pause';
  return (
    <>
      <ProblemAlert error={act.error} />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={act.busy} onClick={() => void act.run(verb)}>
          {translate(`desk.cancellations.run.${verb}`)}
        </Button>
        <Button color="error" variant="outlined" onClick={() => setStopping(true)}>
          {translate('desk.cancellations.run.stop')}
        </Button>
      </Box>
      {stopping ? (
        <ConfirmWithReason
          open
          danger
          title={translate('desk.cancellations.run.stopTitle')}
          confirmLabel={translate('desk.cancellations.run.stopConfirm')}
          busy={stop.busy}
          error={stop.error}
          onConfirm={(reason) => void stop.run(reason)}
          onClose={() => setStopping(false)}
        >
          {translate('desk.cancellations.run.stopWhat')}
        </ConfirmWithReason>
      ) : null}
    </>
  );
}
