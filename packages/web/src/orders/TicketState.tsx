import { Box, Button, Link as MuiLink } from '@mui/material';
import type { OrderTicket } from '@srs-desk/shared/process/order-ticket.ts';
import { processStep } from '@srs-desk/shared/process/steps.ts';
import type { TicketField } from '@srs-desk/shared/process/teams.ts';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ToneText } from '../kit/StateChip.tsx';
import { accessTo } from '../session/access.ts';
import type { OrderVerbs } from './useOrderVerbs.ts';

/** How a missing piece may be had: by reading the order again, or by a verify call. */
const FETCHED_BY: Partial<Record<TicketField, 'sync' | 'verify'>> = {
  orderId: 'sync',
  msisdn: 'sync',
  evidenceId: 'verify',
};

/** What the ticket holds and what it still lacks, with the way to get it. */
export function TicketState({ ticket, verbs }: { ticket: OrderTicket; verbs: OrderVerbs }) {
  const translate = useTranslate();
  const names = (fields: readonly TicketField[]) =>
    fields.map((field) => translate(`desk.words.ticketField.${field}`)).join(', ');
  const demanded = processStep(ticket.step).ticketFields;
  const text = (key: string) => translate(`desk.orders.handover.${key}`);
  if (demanded.length === 0) return null;
  return (
    <Box
      component="section"
      aria-label={text('title')}
      sx={{ display: 'grid', gap: 0.5, fontSize: '0.875rem' }}
    >
      <div>
        <strong>{text('data')}</strong> {names(demanded)}{' '}
        <MuiLink component={Link} to={`/playbook#step-${ticket.step}`} underline="always">
          {text('playbook')}
        </MuiLink>
      </div>
      {ticket.missing.length === 0 ? (
        <Box sx={{ color: 'text.secondary' }}>{text('complete')}</Box>
      ) : (
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
          <ToneText tone="warn">
            {text('missing')} {names(ticket.missing)}
          </ToneText>
          <Fetches missing={ticket.missing} verbs={verbs} />
        </Box>
      )}
      {ticket.fillsNumber ? <Box sx={{ color: 'text.secondary' }}>{text('numberInClear')}</Box> : null}
    </Box>
  );
}

function Fetches({ missing, verbs }: { missing: readonly TicketField[]; verbs: OrderVerbs }) {
  const translate = useTranslate();
  const { canAccess: maySync } = useCanAccess(accessTo('orders.sync'));
  const { canAccess: mayVerify } = useCanAccess(accessTo('orders.verify'));
  const ways = [...new Set(missing.map((field) => FETCHED_BY[field]))];
  return (
    <>
      {ways.includes('sync') && maySync ? (
        <Button size="small" disabled={verbs.sync.busy} onClick={() => void verbs.sync.run()}>
          {translate('desk.orders.handover.fetchSync')}
        </Button>
      ) : null}
      {ways.includes('verify') && mayVerify ? (
        <Button size="small" disabled={verbs.verify.busy} onClick={() => void verbs.verify.run()}>
          {translate('desk.orders.handover.fetchVerify')}
        </Button>
      ) : null}
      {missing.includes('proNumber') ? (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {translate('desk.orders.handover.noProNumber')}
        </Box>
      ) : null}
    </>
  );
}
