import WarningAmberOutlined from '@mui/icons-material/WarningAmberOutlined';
import { Box } from '@mui/material';
import type { StatsView } from '@srs-desk/shared/api/stats.ts';
import { lazy, Suspense } from 'react';
import { useGetIdentity, useLocaleState, useTranslate } from 'react-admin';
import { clockText, spanText } from '../format/time.ts';
import { useStats } from './useStats.ts';

// All is well nearly always: what only the banner needs is fetched with it.
const CopyButton = lazy(async () => ({ default: (await import('../kit/CopyButton.tsx')).CopyButton }));

/** The parts of the banner's sentence; null when all is well and there is no banner. */
function useBannerText(stats: StatsView | undefined, proNumber: string | null): string | null {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  if (!stats) return null;
  if (stats.ledger.state === 'latched') return translate('desk.banner.ledgerLatched');
  if (stats.ledger.state === 'full') return translate('desk.banner.ledgerFull');
  if (stats.ledger.state === 'busy') return translate('desk.banner.ledgerBusy');
  if (!stats.sync.behind) return null;
  const asOf = Date.parse(stats.asOf);
  const failure = stats.sync.srs.lastFailure;
  const parts = [
    translate('desk.banner.behind', { age: spanText(stats.sync.lagMs, locale) }),
    translate('desk.banner.due', { count: stats.sync.due }),
  ];
  if (failure) {
    const reason = failure.status === null ? failure.kind : `HTTP ${failure.status}`;
    parts.push(
      translate('desk.banner.failure', { reason, time: clockText(Date.parse(failure.at), asOf, locale) }),
    );
    parts.push(translate('desk.banner.team'));
    if (proNumber) parts.push(translate('desk.banner.pro', { number: proNumber }));
  }
  return parts.join(' – ');
}

/** Shown only when what is on screen may be old, or when nothing can be recorded. */
export function SyncBanner() {
  const translate = useTranslate();
  const { data } = useStats();
  const { identity } = useGetIdentity();
  const text = useBannerText(data, (identity?.proNumber as string | null | undefined) ?? null);
  if (text === null) return null;
  return (
    <Box
      role="status"
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: { xs: 1.5, md: 3 },
        py: 0.75,
        fontSize: '0.84375rem',
        color: theme.desk.tones.warn.text,
        backgroundColor: theme.desk.tones.warn.soft,
      })}
    >
      <WarningAmberOutlined aria-hidden fontSize="small" />
      <span>{text}</span>
      <Suspense>
        <CopyButton text={text} label={translate('desk.banner.copy')} words variant="text" />
      </Suspense>
    </Box>
  );
}
