import { Box } from '@mui/material';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { Section } from '../kit/Section.tsx';

const FIGURES = ['willCancel', 'alreadyFinal', 'changed', 'notAllowed'] as const;

/** What the plan would do, in four figures that add up to the whole. */
export function PlanFigures() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const job = useRecord<JobDetail>();
  return (
    <Section title={translate('desk.cancellations.plan.title')} surface>
      <Box
        component="dl"
        sx={{
          m: 0,
          display: 'grid',
          gridTemplateColumns: { xs: 'repeat(2, 1fr)', sm: 'repeat(4, 1fr)' },
          gap: 2,
        }}
      >
        {FIGURES.map((figure) => (
          <Box key={figure} sx={{ display: 'flex', flexDirection: 'column-reverse' }}>
            <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>
              {translate(`desk.cancellations.plan.${figure}`)}
            </Box>
            <Box
              component="dd"
              sx={{
                m: 0,
                fontSize: '1.75rem',
                fontWeight: 700,
                fontVariantNumeric: 'tabular-nums',
                color: figure === 'willCancel' ? 'text.primary' : 'text.secondary',
              }}
            >
              {countText(job.counts[figure], locale)}
            </Box>
          </Box>
        ))}
      </Box>
      {job.counts.finishedWork > 0 ? (
        <p>
          {translate('desk.cancellations.plan.finishedLeft', {
            count: countText(job.counts.finishedWork, locale),
          })}
        </p>
      ) : null}
    </Section>
  );
}
