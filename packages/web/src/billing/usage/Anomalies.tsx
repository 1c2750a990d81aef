import FlagOutlined from '@mui/icons-material/FlagOutlined';
import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { AnomalyView } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../../api/use-read.ts';
import { countText, shareText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { Section } from '../../kit/Section.tsx';
import { StateChip } from '../../kit/StateChip.tsx';
import { ErrorState } from '../../kit/States.tsx';
import { scopeText, whoseText } from '../prices/price-texts.ts';
import { drillQuery } from './usage-address.ts';

/** What is out of the ordinary in a month, each with the figures that say why. */
export function Anomalies({ period }: { period: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const found = useRead('usage', 'usageAnomalies', { period });
  return (
    <Section title={translate('desk.billing.anomaly.title', { month: periodText(period, locale) })}>
      {found.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {found.error && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : null}
      {found.data?.length === 0 ? (
        <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>
          {translate('desk.billing.anomaly.none')}
        </Box>
      ) : null}
      <AnomalyList found={found.data ?? []} />
    </Section>
  );
}

/** Anomalies as a list: what, whose, why, and the way to the orders behind it. */
export function AnomalyList({ found }: { found: readonly AnomalyView[] }) {
  const translate = useTranslate();
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
      {found.map((anomaly) => (
        <Box component="li" key={JSON.stringify(anomaly)} sx={{ display: 'grid', gap: 0.25 }}>
          <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            <StateChip
              icon={FlagOutlined}
              tone="warn"
              label={translate(`desk.billing.anomaly.${anomaly.kind}`)}
            />
            <AnomalyWhose anomaly={anomaly} />
          </Box>
          <Box sx={{ fontSize: '0.84375rem', color: 'text.secondary' }}>
            <AnomalyReason anomaly={anomaly} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function AnomalyWhose({ anomaly }: { anomaly: AnomalyView }) {
  const translate = useTranslate();
  if (anomaly.kind === 'unused_price') {
    return (
      <MuiLink component={Link} to={`/prices?price=${anomaly.priceId}`}>
        {translate('desk.billing.anomaly.price', { id: anomaly.priceId })}
      </MuiLink>
    );
  }
  const { period, externalId } = anomaly;
  const outcome = anomaly.kind === 'failure_rate' ? { outcome: 'error' } : {};
  return (
    <MuiLink component={Link} to={`/usage/orders?${drillQuery({ period, externalId, ...outcome })}`}>
      {externalId ?? translate('desk.billing.none')}
    </MuiLink>
  );
}

function AnomalyReason({ anomaly }: { anomaly: AnomalyView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  switch (anomaly.kind) {
    case 'far_from_past':
      return translate(`desk.billing.anomaly.why.${anomaly.direction}`, {
        placed: countText(anomaly.placed, locale),
        usual: countText(Math.round(anomaly.usual), locale),
        months: anomaly.months,
      });
    case 'failure_rate':
      return translate('desk.billing.anomaly.why.failures', {
        failed: countText(anomaly.failed, locale),
        ended: countText(anomaly.ended, locale),
        share: shareText(anomaly.failedPerMille / 1000, locale),
        usual: shareText(anomaly.usualPerMille / 1000, locale),
      });
    case 'unused_price':
      return translate('desk.billing.anomaly.why.unused', {
        whose: whoseText(anomaly, translate),
        scope: scopeText(anomaly, translate),
      });
  }
}
