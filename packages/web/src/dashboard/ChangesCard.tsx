import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import { addMonths } from '@srs-desk/shared/billing/periods.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { AnomalyList } from '../billing/usage/Anomalies.tsx';
import { ChangeText } from '../billing/usage/ChangeText.tsx';
import { largestChanges } from '../billing/usage/largest-changes.ts';
import { usageAddress } from '../billing/usage/usage-address.ts';
import { countText } from '../format/amounts.ts';
import { periodText } from '../format/periods.ts';
import { Section } from '../kit/Section.tsx';
import { ErrorState } from '../kit/States.tsx';

const MOST = 6;

/** Whose usage changed most from the month before last to the last one, and what is out of the ordinary now. */
export default function ChangesCard() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const month = useRead('usage', 'usageCompleteness', {});
  const last = month.data ? addMonths(month.data.period, -1) : null;
  const usage = useRead(
    'usage',
    'usageRows',
    last === null ? null : { from: addMonths(last, -1), to: last, groupBy: 'externalId,period' },
  );
  const anomalies = useRead('usage', 'usageAnomalies', {});
  const failed = [month, usage].find(({ error, data }) => error && !data);
  const changes = last === null ? [] : largestChanges(usage.data ?? [], last).slice(0, MOST);
  return (
    <Section
      surface
      title={translate('desk.dashboard.changes.title', {
        month: last === null ? '…' : periodText(last, locale),
      })}
    >
      {failed ? <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> : null}
      {usage.isPending && !failed ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {usage.data && changes.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>
          {translate('desk.dashboard.changes.none')}
        </Box>
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {changes.map(({ externalId, before, now }) => (
          <Box
            component="li"
            key={externalId ?? ''}
            sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto 88px', gap: 1.5 }}
          >
            <MuiLink
              component={Link}
              sx={{ overflowWrap: 'anywhere' }}
              to={usageAddress({
                from: addMonths(last ?? '', -5),
                to: last ?? '',
                externalId: externalId ?? '',
                axis: 'period',
                stack: 'outcome',
                against: null,
              })}
            >
              {externalId ?? translate('desk.billing.none')}
            </MuiLink>
            <span>
              {countText(before, locale)} → {countText(now, locale)}
            </span>
            <Box component="span" sx={{ textAlign: 'right' }}>
              <ChangeText now={now} before={before} />
            </Box>
          </Box>
        ))}
      </Box>
      {anomalies.data && anomalies.data.length > 0 ? (
        <Box sx={{ mt: 2 }}>
          <AnomalyList found={anomalies.data.slice(0, MOST)} />
        </Box>
      ) : null}
    </Section>
  );
}
