import { Alert, Box, Link as MuiLink } from '@mui/material';
import type { CompletenessView } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { countText, shareText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { dateText } from '../../format/time.ts';
import { listAddress } from '../../kit/list/list-address.ts';
import { useBillingZone } from '../useBillingZone.ts';
import { drillQuery } from './usage-address.ts';

/** Where a reason is looked into or settled; null where there is nothing to open. */
function reasonAddress(code: string, period: string): string | null {
  switch (code) {
    case 'pending_orders':
      return `/usage/orders?${drillQuery({ period, outcome: 'pending' })}`;
    case 'unverified_orders':
      return `/usage/orders?${drillQuery({ period, outcome: 'terminated' })}`;
    case 'month_uncertain':
      return `/usage/orders?${drillQuery({ period, outcome: code })}`;
    case 'not_synced':
    case 'gone_orders':
      return `/usage/orders?${drillQuery({ period })}`;
    case 'without_external_id':
    case 'imported_without_external_id':
    case 'look_alikes':
      return `/aliases?period=${period}`;
    case 'unpriced':
      return '/prices';
    case 'open_invoice_lines':
      return listAddress('/invoices', { period });
    case 'gateway_gaps':
    case 'possible_orphans':
      return listAddress('/calls', { operation: 'place_order' });
    default:
      return null;
  }
}

/** One reason in words, with its count, as a link to what it is about. */
export function ReasonText({ code, count, period }: { code: string; count: number; period: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = translate(`desk.billing.reason.${code}`, { count: countText(count, locale), _: code });
  const to = reasonAddress(code, period);
  return to === null ? (
    <span>{text}</span>
  ) : (
    <MuiLink component={Link} to={to} color="inherit" underline="always">
      {text}
    </MuiLink>
  );
}

function stateOf({ provisional, settledPerMille }: CompletenessView): string {
  if (!provisional) return 'settled';
  return settledPerMille === null ? 'empty' : 'provisional';
}

/** How complete a month is: closed, settled, or provisional and why. */
export function CompletenessNote({ month }: { month: CompletenessView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const timeZone = useBillingZone();
  const name = periodText(month.period, locale);
  const line = month.closedAt
    ? translate('desk.billing.complete.closed', {
        month: name,
        date: dateText(Date.parse(month.closedAt), locale, timeZone),
      })
    : translate(`desk.billing.complete.${stateOf(month)}`, {
        month: name,
        share: shareText((month.settledPerMille ?? 0) / 1000, locale),
      });
  const reasons = month.closedAt ? [] : month.reasons;
  return (
    <Alert severity={month.provisional && !month.closedAt ? 'info' : 'success'} variant="outlined">
      <strong>{line}</strong>
      {month.rebooking ? ` ${translate('desk.billing.complete.rebooking')}` : ''}
      {reasons.length > 0 ? (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap' }}>
          {reasons.map(({ code, count }, at) => (
            <Box component="li" key={code} sx={{ mr: 0.75 }}>
              <ReasonText code={code} count={count} period={month.period} />
              {at < reasons.length - 1 ? ' ·' : ''}
            </Box>
          ))}
        </Box>
      ) : null}
    </Alert>
  );
}
