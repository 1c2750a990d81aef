import { Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { CanAccess, useCanAccess, useLocaleState, useNotify, useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router';
import { useRead } from '../../api/use-read.ts';
import { useVerb } from '../../api/use-verb.ts';
import { periodText } from '../../format/periods.ts';
import { ConfirmWithReason } from '../../kit/ConfirmWithReason.tsx';
import { listAddress } from '../../kit/list/list-address.ts';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { ErrorState } from '../../kit/States.tsx';
import { useListable } from '../../layout/menus.ts';
import { accessTo } from '../../session/access.ts';
import { Amounts } from '../Amounts.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { usageAddress } from '../usage/usage-address.ts';
import { AccountingFiles } from './AccountingFiles.tsx';
import { adjustmentsOf } from './adjustments-of.ts';
import { CheckList } from './CheckList.tsx';
import { CloseHistory } from './CloseHistory.tsx';
import { MonthCustomers } from './MonthCustomers.tsx';
import { PeriodChip } from './PeriodChip.tsx';

/** One month: what is unresolved, closing it, what was frozen, and how it came about. */
export default function PeriodShow() {
  const { id: period = '' } = useParams();
  const translate = useTranslate();
  const view = useRead('periods', 'periodClose', { period }, { touchedBy: ['invoices'] });
  if (view.error && !view.data)
    return (
      <>
        <PageTitle title={translate('resources.periods.fields.id')} />
        <ErrorState error={view.error} onRetry={() => void view.refetch()} />
      </>
    );
  if (!view.data) return <LinearProgress aria-label={translate('desk.loading')} />;
  return <Month key={period} view={view.data} />;
}

/** Where one goes on from a month. */
function pagesOf(period: string) {
  const usage = {
    from: period,
    to: period,
    externalId: null,
    axis: 'externalId',
    stack: 'outcome',
    against: null,
  } as const;
  return [
    { text: 'back', path: '/periods', noun: 'periods' },
    { text: 'usage', path: usageAddress(usage), noun: 'usage' },
    { text: 'statements', path: `/usage/statements?period=${period}`, noun: 'usage' },
    { text: 'invoices', path: listAddress('/invoices', { period }), noun: 'invoices' },
  ] as const;
}

function Month({ view }: { view: CloseView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const month = periodText(view.period, locale);
  const closed = view.state === 'closed';
  const pages = useListable(pagesOf(view.period));
  const text = (key: string) => translate(`desk.periods.${key}`);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
      <div>
        <BillingTabs area="reconciliation" active="periods" />
        <PageTitle
          title={translate(closed ? 'desk.periods.pageClosed' : 'desk.periods.page', { month })}
          aside={<PeriodChip state={view.state} />}
          actions={closed ? <Reopen view={view} month={month} /> : null}
        />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          {pages.map(({ text: key, path }) => (
            <MuiLink key={key} component={Link} to={path}>
              {text(key)}
            </MuiLink>
          ))}
        </Box>
      </div>
      {closed ? (
        <CanAccess {...accessTo('usage.read')}>
          <AccountingFiles period={view.period} />
        </CanAccess>
      ) : null}
      {closed ? null : <CheckList view={view} month={month} />}
      <Section title={text(closed ? 'frozen' : 'totals')}>
        <Totals view={view} />
      </Section>
      <CanAccess {...accessTo('usage.read')}>
        <MonthCustomers period={view.period} />
      </CanAccess>
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

function Reopen({ view, month }: { view: CloseView; month: string }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { canAccess: mayReopen } = useCanAccess(accessTo('periods.reopen'));
  const [open, setOpen] = useState(false);
  const reopen = useVerb('reopenPeriod', {
    touches: ['periods'],
    onSuccess: () => {
      setOpen(false);
      notify('desk.periods.reopened', { messageArgs: { month } });
    },
  });
  if (!mayReopen) return null;
  return (
    <>
      <ProblemAlert error={open ? null : reopen.error} />
      <Button
        variant="outlined"
        color="error"
        onClick={() => {
          if (!reopen.isPending) reopen.reset();
          setOpen(true);
        }}
      >
        {translate('desk.periods.reopen')}
      </Button>
      {open ? (
        <ConfirmWithReason
          danger
          title={translate('desk.periods.reopenTitle', { month })}
          confirmLabel={translate('desk.periods.reopenConfirm')}
          busy={reopen.isPending}
          error={reopen.error}
          onConfirm={(reason) => reopen.mutate({ period: view.period, reason })}
          onClose={() => setOpen(false)}
        >
          {translate('desk.periods.reopenHelp')}
        </ConfirmWithReason>
      ) : null}
    </>
  );
}
