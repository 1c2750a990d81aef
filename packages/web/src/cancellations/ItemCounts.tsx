import { Box } from '@mui/material';
import { ITEM_STATES } from '@srs-desk/shared/cancellation/job.ts';
import type { JobDetail } from '@srs-desk/shared/cancellation/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { StateChip } from '../kit/StateChip.tsx';
import { ITEM_STYLE } from './job-style.ts';

/** The job's orders by what became of them; states that nothing is in are left out. */
export function ItemCounts() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const job = useRecord<JobDetail>();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
      {ITEM_STATES.filter((state) => (job.results[state] ?? 0) > 0).map((state) => (
        <Box component="li" key={state} sx={{ display: 'flex', gap: 0.75, alignItems: 'center' }}>
          <StateChip {...ITEM_STYLE[state]} label={translate(`desk.words.itemState.${state}`)} />
          <Box component="span" sx={{ fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>
            {countText(job.results[state] ?? 0, locale)}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
