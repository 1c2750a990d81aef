import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import { useGetIdentity, useNotify } from 'react-admin';
import { ask } from '../api/http.ts';
import { type Action, useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyText } from '../kit/clipboard.ts';
import { ticketOf } from './ticket-of.ts';
import { useFormatInstant } from './useFormatInstant.ts';

/** Copies the ready ticket and records that it was handed over. */
export function useHandover(
  order: OrderDetail,
  reading: TriageReading | null,
  onDone: () => void,
): { ticket: ReturnType<typeof ticketOf>; handOver: Action<[], void> } {
  const language = useLanguage();
  const format = useFormatInstant();
  const notify = useNotify();
  const { identity } = useGetIdentity();
  const session = useApi<{ proNumber: string | null }>('session');
  const sender = { proNumber: session.data?.proNumber ?? null, contact: identity?.fullName ?? '' };
  // Without the session there is no PRO-Nr yet, and a ticket without it would go out incomplete.
  const ready = reading !== null && session.data !== undefined && identity !== undefined;
  const ticket = !ready ? null : ticketOf(order, reading, sender, language, format);
  const handOver = useAction(async () => {
    if (ticket === null || reading === null || reading.step === null) return;
    const copied = await copyText(`${ticket.subject}\n\n${ticket.body}`);
    await ask(`orders/${order.refId}/handovers`, {
      method: 'POST',
      body: {
        step: reading.step,
        team: ticket.team,
        issue: reading.issue,
        language,
        subject: ticket.subject,
        body: ticket.body,
        hasPersonalData: ticket.includesPersonalData,
      },
    });
    notify(copied ? 'desk.orders.handover.copied' : 'desk.copyFailed', {
      type: copied ? 'success' : 'warning',
    });
    onDone();
  });
  return { ticket, handOver };
}
