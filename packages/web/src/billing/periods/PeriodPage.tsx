import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useLocaleState, useNotify, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import { ask } from '../../api/http.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { periodText } from '../../format/periods.ts';
import { ConfirmWithReason } from '../../kit/ConfirmWithReason.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { Section } from '../../kit/Section.tsx';
import { ErrorState } from '../../kit/States.tsx';
import { useMay } from '../../session/useMay.ts';
import { Amounts } from '../Amounts.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { usageAddress } from '../usage/usage-address.ts';
import { CheckList } from './CheckList.tsx';
import { CloseHistory } from './CloseHistory.tsx';
import { MonthCustomers } from './MonthCustomers.tsx';
import { PeriodChip } from './PeriodChip.tsx';
import { adjustmentsOf } from './PeriodsPage.tsx';

/** One month: what is unresolved, closing it, what was frozen, and how it came about. */
export default function PeriodPage() {
  const { period = '' } = useParams();
  const translate = useTranslate();
  const view = useApi<CloseView>(`periods/${period}/close`, {
    refreshOn: ['periods', 'invoices'],
  });
  if (view.error && !view.data) return <ErrorState error={view.error} onRetry={view.refetch} />;
  if (!view.data) return <LinearProgress aria-label={translate('desk.loading')} />;
  return <Month key={period} view={view.data} onChanged={view.refetch} />;
}

function Month({ view, onChanged }: { view: CloseView; onChanged(): void }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const month = periodText(view.period, locale);
  const closed = view.state === 'closed';
  const text = (key: string) => translate(`desk.periods.${key}`);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
      <div>
        <BillingTabs area="reconciliation" active="periods" />
        <PageTitle
          title={translate(closed ? 'desk.periods.pageClosed' : 'desk.periods.page', { month })}
          aside={<PeriodChip state={view.state} />}
          actions={closed ? <Reopen view={view} month={month} onChanged={onChanged} /> : null}
        />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {(
            [
              ['back', '/reconciliation/periods'],
              [
                'usage',
                usageAddress({
                  from: view.period,
                  to: view.period,
                  externalId: null,
                  axis: 'externalId',
                  stack: 'outcome',
                }),
              ],
              ['statements', `/usage/statements?period=${view.period}`],
              ['invoices', `/reconciliation?period=${view.period}`],
            ] as const
          ).map(([key, to]) => (
            <MuiLink key={key} component={Link} to={to}>
              {text(key)}
            </MuiLink>
          ))}
        </Box>
      </div>
      {closed ? null : <CheckList view={view} month={month} onClosed={onChanged} />}
      <Section title={text(closed ? 'frozen' : 'totals')}>
        <Totals view={view} />
      </Section>
      <MonthCustomers period={view.period} />
      <CloseHistory history={view.history} period={view.period} />
    </Box>
  );
}

function Totals({ view }: { view: CloseView }) {
  const translate = useTranslate();
  if (view.totals.length === 0) return translate('desk.periods.noAmounts');
  const adjustments = adjustmentsOf(view.totals);
  const parts = [
    ['amount', view.totals],
    ['adjustment', adjustments],
  ] as const;
  return (
    <Box component="dl" sx={{ m: 0, display: 'flex', gap: 4, flexWrap: 'wrap' }}>
      {parts.map(([key, amounts]) => (
        <div key={key}>
          <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
            {translate(`desk.periods.${key}`)}
          </Box>
          <Box component="dd" sx={{ m: 0, fontSize: '1.25rem', fontWeight: 650, textAlign: 'right' }}>
            <Amounts amounts={amounts} />
          </Box>
        </div>
      ))}
    </Box>
  );
}

interface ReopenProps {
  view: CloseView;
  month: string;
  onChanged(): void;
}

function Reopen({ view, month, onChanged }: ReopenProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const may = useMay();
  const [open, setOpen] = useState(false);
  const reopen = useAction(async (reason: string) => {
    await ask(`periods/${view.period}/reopen`, { method: 'POST', body: { reason } });
    setOpen(false);
    notify('desk.periods.reopened', { messageArgs: { month } });
    onChanged();
  });
  if (!may('periods.reopen')) return null;
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        {translate('desk.periods.reopen')}
      </Button>
      {open ? (
        <ConfirmWithReason
          open
          danger
          title={translate('desk.periods.reopenTitle', { month })}
          confirmLabel={translate('desk.periods.reopenConfirm')}
          busy={reopen.busy}
          error={reopen.error}
          onConfirm={(reason) => void reopen.run(reason)}
          onClose={() => {
            reopen.clear();
            setOpen(false);
          }}
        >
          {translate('desk.periods.reopenHelp')}
        </ConfirmWithReason>
      ) : null}
    </>
  );
}
