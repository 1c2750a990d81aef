import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { HandoverCreated, PlaybookView } from '@srs-desk/shared/api/support.ts';
import {
  contactLine,
  type OrderTicket,
  orderTicket,
  type TicketChoice,
  ticketInstant,
} from '@srs-desk/shared/process/order-ticket.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import { useEffect, useRef } from 'react';
import { useGetIdentity, useNotify } from 'react-admin';
import { ask } from '../api/http.ts';
import { type Action, useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyWhenReady } from '../kit/clipboard.ts';
import { useMay } from '../session/useMay.ts';

/** A key pressed before the ticket is ready is still meant so long, ms. */
const MEANT_MS = 4_000;

export interface Handover {
  /** The ticket with what the agent chose; null while what it needs is on its way. */
  ticketFor(choice: Partial<TicketChoice>): OrderTicket | null;
  /** Records that the ticket was given, and puts it on the clipboard or into a mail. */
  give: Action<[Partial<TicketChoice>, 'copied' | 'mail'], void>;
  /** Copies the ready ticket: at once, or as soon as it is ready. */
  copy(): void;
}

/** The hand-over of an order to the team whose turn it is (guide §6.2). */
export function useHandover(order: OrderDetail, reading: TriageReading | null, onDone: () => void): Handover {
  const language = useLanguage();
  const notify = useNotify();
  const may = useMay();
  const { identity } = useGetIdentity();
  const session = useApi<{ proNumber: string | null }>('session');
  const playbook = useApi<PlaybookView>('playbook', { refreshOn: ['playbook'] });
  const mayGive = may('orders.handover');
  // Without session and playbook the ticket would go out without PRO-Nr or contact.
  const ready = mayGive && session.data !== undefined && identity !== undefined && !playbook.isPending;

  const ticketFor = (choice: Partial<TicketChoice>): OrderTicket | null => {
    if (!ready || reading === null) return null;
    const own = playbook.data?.contacts.service_provider_support;
    const sender = {
      proNumber: session.data?.proNumber ?? null,
      contact: contactLine(identity?.fullName ?? '', own),
    };
    const chosen: TicketChoice = { language, number: 'clear', ...choice };
    return orderTicket(
      order,
      reading,
      sender,
      chosen,
      (at) => ticketInstant(at, chosen.language),
      Date.now(),
    );
  };

  const give = useAction(async (choice: Partial<TicketChoice>, channel: 'copied' | 'mail') => {
    const ticket = ticketFor(choice);
    if (ticket === null) return;
    const created = postHandover(order.refId, ticket, choice.language ?? language);
    const text = created.then(({ text: given }) => `${given.subject}\n\n${given.body}`);
    if (channel === 'mail') {
      const to = playbook.data?.contacts[ticket.team]?.email ?? '';
      window.location.href = mailTo(to, (await created).text);
    }
    const done = channel === 'mail' || (await copyWhenReady(text));
    notify(done ? `desk.orders.handover.${channel === 'mail' ? 'mailed' : 'copied'}` : 'desk.copyFailed', {
      type: done ? 'success' : 'warning',
    });
    onDone();
  });

  const wanted = useRef(0);
  const copy = (): void => {
    if (ready && reading !== null) void give.run({}, 'copied');
    else wanted.current = performance.now();
  };
  const readyNow = ready && reading !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: becoming ready is the event.
  useEffect(() => {
    if (readyNow && wanted.current > 0 && performance.now() - wanted.current < MEANT_MS) copy();
    wanted.current = 0;
  }, [readyNow]);

  return { ticketFor, give, copy };
}

function postHandover(refId: string, ticket: OrderTicket, language: string): Promise<HandoverCreated> {
  return ask<HandoverCreated>(`orders/${refId}/handovers`, {
    method: 'POST',
    body: {
      step: ticket.step,
      team: ticket.team,
      issue: ticket.issue,
      language,
      subject: ticket.subject,
      body: ticket.body,
      hasPersonalData: ticket.includesPersonalData,
      fillNumber: ticket.fillsNumber,
    },
  });
}

/** The address that opens the mail program with a text. */
export function mailTo(to: string, text: { subject: string; body: string }): string {
  const part = encodeURIComponent;
  return `mailto:${part(to)}?subject=${part(text.subject)}&body=${part(text.body)}`;
}
