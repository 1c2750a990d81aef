import { Box, Button, LinearProgress, MenuItem, TextField } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { isPeriod } from '../../format/periods.ts';
import { useLanguage } from '../../i18n/useBilingual.ts';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { EmptyState, ErrorState } from '../../kit/States.tsx';
import { useKeptSearch } from '../../kit/useKeptSearch.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { ExternalIdField, MonthField } from '../usage/UsageControls.tsx';
import { useCurrentPeriod } from '../useBillingZone.ts';
import { MonthZip } from './MonthZip.tsx';
import { StatementPreview } from './StatementPreview.tsx';

const FORMATS = ['pdf', 'csv', 'xlsx'] as const;

/** One External ID's month: seen before it is downloaded as PDF, CSV or XLSX. */
export default function StatementsPage() {
  const translate = useTranslate();
  const shown = useLanguage();
  const [language, setLanguage] = useState<'en' | 'de'>(shown);
  const now = useCurrentPeriod();
  const [search, setSearch] = useKeptSearch('statements', now);
  const asked = search.get('period');
  const period = isPeriod(asked) ? asked : now;
  const externalId = search.get('externalId');
  const customers = useRead('usage', 'usageRows', { from: period, to: period, groupBy: 'externalId' });
  const query = new URLSearchParams({ period, externalId: externalId ?? '' }).toString();
  const text = (key: string) => translate(`desk.statements.${key}`);
  const set = (next: { period: string; externalId: string | null }) =>
    setSearch(
      next.externalId === null
        ? { period: next.period }
        : { period: next.period, externalId: next.externalId },
      { replace: true },
    );
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <div>
        <BillingTabs area="usage" active="statements" />
        <PageTitle title={text('title')}>{text('intro')}</PageTitle>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
          <ExternalIdField
            value={externalId}
            externalIds={(customers.data ?? [])
              .filter((row) => row.billable > 0 || row.adjustment !== 0)
              .sort((a, b) => b.billable - a.billable)
              .map((row) => row.externalId ?? '')}
            onChange={(next) => set({ period, externalId: next })}
          />
          <MonthField
            label={translate('desk.billing.month')}
            value={period}
            onChange={(next) => set({ period: next, externalId })}
          />
          <TextField
            select
            label={text('language.label')}
            value={language}
            onChange={(event) => setLanguage(event.target.value === 'de' ? 'de' : 'en')}
            sx={{ width: 172 }}
          >
            {(['en', 'de'] as const).map((each) => (
              <MenuItem key={each} value={each}>
                {text(`language.${each}`)}
              </MenuItem>
            ))}
          </TextField>
          {externalId === null
            ? null
            : FORMATS.map((format) => (
                <Button
                  key={format}
                  variant={format === 'pdf' ? 'contained' : 'outlined'}
                  href={`/api/statements.${format}?${query}&lang=${language}`}
                  download
                  aria-label={`${text('download')} ${format.toUpperCase()}`}
                >
                  {format.toUpperCase()}
                </Button>
              ))}
        </Box>
      </div>
      {externalId === null ? (
        <EmptyState title={text(customers.data?.length === 0 ? 'none' : 'choose')}>
          {text(customers.data?.length === 0 ? 'noneHelp' : 'chooseHelp')}
        </EmptyState>
      ) : (
        <Statement period={period} externalId={externalId} />
      )}
      <MonthZip period={period} />
    </Box>
  );
}

function Statement({ period, externalId }: { period: string; externalId: string }) {
  const translate = useTranslate();
  const statement = useRead('usage', 'statement', { period, externalId });
  if (statement.error && !statement.data) {
    return <ErrorState error={statement.error} onRetry={() => void statement.refetch()} />;
  }
  if (!statement.data) return <LinearProgress aria-label={translate('desk.loading')} />;
  return <StatementPreview statement={statement.data} />;
}
