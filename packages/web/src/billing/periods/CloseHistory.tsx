import { Box } from '@mui/material';
import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import { useTranslate } from 'react-admin';
import { ExactTime } from '../../kit/RelativeTime.tsx';
import { Section } from '../../kit/Section.tsx';
import { ReasonText } from '../usage/CompletenessNote.tsx';

interface CloseHistoryProps {
  history: CloseView['history'];
  period: string;
}

/** Who closed a month and over what, and who opened it again and why. */
export function CloseHistory({ history, period }: CloseHistoryProps) {
  const translate = useTranslate();
  if (history.length === 0) return null;
  return (
    <Section title={translate('desk.periods.history')}>
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {history.map((close) => (
          <li key={close.closedAt}>
            <ExactTime at={close.closedAt} /> ·{' '}
            {translate('desk.periods.historyClosed', { name: close.closedBy })}
            {close.note ? ` – ${close.note}` : ''}
            {close.unresolved.length > 0 ? (
              <Box component="span" sx={{ display: 'block', color: 'text.secondary' }}>
                {translate('desk.periods.acknowledged')}:{' '}
                {close.unresolved.map(({ code, count }, at) => (
                  <span key={code}>
                    {at > 0 ? ' · ' : ''}
                    <ReasonText code={code} count={count} period={period} />
                  </span>
                ))}
              </Box>
            ) : null}
            {close.reopenedAt ? (
              <Box component="span" sx={{ display: 'block' }}>
                <ExactTime at={close.reopenedAt} /> ·{' '}
                {translate('desk.periods.historyReopened', {
                  name: close.reopenedBy ?? '',
                  reason: close.reopenReason ?? '',
                })}
              </Box>
            ) : null}
          </li>
        ))}
      </Box>
    </Section>
  );
}
