import {
  Alert,
  Box,
  Button,
  LinearProgress,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material';
import type { CompletenessView, UsageRow } from '@srs-desk/shared/billing/wire.ts';
import { lazy, Suspense, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useApi } from '../api/use-api.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';

const UsageChart = lazy(() => import('./UsageChart.tsx'));

const COUNTS = ['placed', 'terminated', 'verified', 'error', 'cancelled', 'pending', 'billable'] as const;

/** Who used what in a month: one chart, its table beneath, both the same figures. */
export default function UsagePage() {
  const translate = useTranslate();
  const language = useLanguage();
  const [period, setPeriod] = useState(() => new Date().toISOString().slice(0, 7));
  const query = `from=${period}&to=${period}&groupBy=externalId`;
  const usage = useApi<UsageRow[]>(`usage?${query}`, { refreshOn: ['orders'], keepPrevious: true });
  const completeness = useApi<CompletenessView>(`usage/completeness?period=${period}`);
  const rows = [...(usage.data ?? [])].sort((a, b) => b.placed - a.placed);
  return (
    <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <PageTitle
        title={translate('desk.billing.title')}
        actions={
          <>
            <Button href={`/api/usage.csv?${query}&lang=${language}`} download>
              CSV
            </Button>
            <Button href={`/api/usage.xlsx?${query}&lang=${language}`} download>
              XLSX
            </Button>
          </>
        }
      />
      <TextField
        type="month"
        label={translate('desk.billing.month')}
        value={period}
        onChange={(event) => /^\d{4}-\d\d$/.test(event.target.value) && setPeriod(event.target.value)}
        sx={{ width: 200 }}
        slotProps={{ inputLabel: { shrink: true } }}
      />
      {completeness.data?.provisional ? (
        <Alert severity="info">
          {translate('desk.billing.provisional')}{' '}
          {completeness.data.reasons
            .map(({ code, count }) => translate(`desk.billing.reason.${code}`, { count, _: code }))
            .join(' · ')}
        </Alert>
      ) : null}
      {usage.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {usage.error ? <ErrorState error={usage.error} onRetry={usage.refetch} /> : null}
      {usage.data && rows.length === 0 ? <EmptyState title={translate('desk.billing.empty')} /> : null}
      {rows.length > 0 ? (
        <>
          <Suspense fallback={<LinearProgress aria-label={translate('desk.loading')} />}>
            <UsageChart rows={rows} />
          </Suspense>
          <UsageTable rows={rows} />
        </>
      ) : null}
    </Box>
  );
}

function UsageTable({ rows }: { rows: readonly UsageRow[] }) {
  const translate = useTranslate();
  return (
    <TableContainer>
      <Table size="small" aria-label={translate('desk.billing.title')}>
        <TableHead>
          <TableRow>
            <TableCell>External ID</TableCell>
            {COUNTS.map((count) => (
              <TableCell key={count} align="right">
                {translate(`desk.billing.column.${count}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.id}>
              <TableCell component="th" scope="row">
                {row.externalId === null ? (
                  translate('desk.billing.none')
                ) : (
                  <Link
                    to={`/orders?filter=${encodeURIComponent(JSON.stringify({ externalId: row.externalId }))}`}
                  >
                    {row.externalId}
                  </Link>
                )}
              </TableCell>
              {COUNTS.map((count) => (
                <TableCell key={count} align="right">
                  {row[count]}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
