import { Alert, Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { RevealReportRow } from '@srs-desk/shared/api/reveal-report.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { MonthField } from '../billing/usage/UsageControls.tsx';
import { useBillingZone, useCurrentPeriod } from '../billing/useBillingZone.ts';
import { countText } from '../format/amounts.ts';
import { isPeriod, periodOfNow, periodText } from '../format/periods.ts';
import { exactText } from '../format/time.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { DataGrid, type GridColumn } from '../kit/DataGrid.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { useKeptSearch } from '../kit/useKeptSearch.ts';
import { actorText } from './log-filters.ts';
import { useLogHealth } from './useLogHealth.ts';

/** Who was shown personal data how often in a month, and why. */
export default function RevealReportPage() {
  const translate = useTranslate();
  const language = useLanguage();
  const now = useCurrentPeriod();
  const [search, setSearch] = useKeptSearch('reveals', now);
  const given = search.get('month');
  const month = isPeriod(given) ? given : now;
  const [locale = 'en'] = useLocaleState();
  const zone = useBillingZone();
  const report = useRead('audit', 'readReveals', { month });
  const health = useLogHealth();
  const failed = report.error ?? health.error;
  const isKnown = report.data !== undefined && health.data !== undefined;
  const pruned = prunedIn(month, health.data?.pruned?.upTo ?? null, zone);
  const download = useVerb('exportReveals', { touches: [] });
  const text = (key: string) => translate(`desk.audit.reveals.${key}`);
  return (
    <>
      <Box sx={{ mb: 0.5, fontSize: '0.8125rem' }}>
        <MuiLink component={Link} to="/audit">
          {translate('desk.audit.title')}
        </MuiLink>
      </Box>
      <PageTitle
        title={text('title')}
        actions={
          <Button disabled={download.isPending} onClick={() => download.mutate({ month, lang: language })}>
            {translate('desk.billing.download', { format: 'CSV' })}
          </Button>
        }
      >
        {text('intro')}
      </PageTitle>
      <ProblemAlert error={download.error} />
      <Box sx={{ mb: 2 }}>
        <MonthField
          label={text('month')}
          value={month}
          onChange={(next) => setSearch({ month: next }, { replace: true })}
        />
      </Box>
      {pruned === null ? null : (
        <Alert severity="warning" sx={{ mb: 2 }}>
          {translate('desk.audit.reveals.pruned', { at: exactText(pruned, locale, zone) })}
        </Alert>
      )}
      {failed && !isKnown ? (
        <ErrorState error={failed} onRetry={() => void Promise.all([report.refetch(), health.refetch()])} />
      ) : report.data === undefined || health.data === undefined ? (
        <LinearProgress aria-label={translate('desk.loading')} />
      ) : report.data.length === 0 ? (
        <EmptyState title={text(pruned === null ? 'none' : 'noneLeft')} />
      ) : (
        <ReportTable rows={report.data} month={month} />
      )}
    </>
  );
}

/** Up to when (ms) the log tells nothing of this month, since it was pruned up to `upTo`; null where it tells of all of it. */
function prunedIn(month: string, upTo: string | null, zone: string): number | null {
  const cut = upTo === null ? null : Date.parse(upTo);
  return cut === null || month > periodOfNow(cut, zone) ? null : cut;
}

function ReportTable({ rows, month }: { rows: readonly RevealReportRow[]; month: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.audit.reveals.${key}`);
  const columns: readonly GridColumn<RevealReportRow>[] = [
    { key: 'actor', title: text('who'), heading: true, cell: ({ actor }) => actorText(actor) },
    {
      key: 'category',
      title: text('why'),
      cell: ({ category }) => translate(`desk.words.shownFor.${category}`),
    },
    { key: 'reveals', title: text('count'), right: true, cell: ({ reveals }) => countText(reveals, locale) },
    { key: 'orders', title: text('orders'), right: true, cell: ({ orders }) => countText(orders, locale) },
  ];
  return (
    <DataGrid
      label={periodText(month, locale)}
      rows={rows}
      columns={columns}
      keyOf={({ actor, category }) => `${actor} ${category}`}
    />
  );
}
