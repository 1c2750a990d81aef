import type { JobState } from '@srs-desk/shared/cancellation/job.ts';
import { useTranslate } from 'react-admin';
import { StateChip } from '../kit/StateChip.tsx';
import { JOB_STYLE } from './job-style.ts';

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
