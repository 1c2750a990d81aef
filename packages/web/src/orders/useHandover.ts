import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { HandoverRow, PlaybookView } from '@srs-desk/shared/api/support.ts';
import type { CheckCode } from '@srs-desk/shared/process/codes.ts';
import {
  contactLine,
  hasTicket,
  type OrderTicket,
  orderTicket,
  type TicketChoice,
  ticketInstant,
} from '@srs-desk/shared/process/order-ticket.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import type { Hold } from '@srs-desk/shared/process/triage-facts.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useState } from 'react';
import { useCanAccess, useGetIdentity, useNotify, useShowContext, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { useRead } from '../api/use-read.ts';
import { useTellAbout } from '../api/use-tell-about.ts';
import { useVerb } from '../api/use-verb.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyWhenReady } from '../kit/clipboard.ts';
import { useMeant } from '../layout/use-meant.ts';
import { usePlaybook } from '../playbook/usePlaybook.ts';
import { accessTo } from '../session/access.ts';
import { actorName } from './TimelineWords.tsx';
import { useSupportRules } from './useSupportRules.ts';

type Channel = 'copied' | 'mail';

export interface Handover {
  /** Whether who asks may give tickets; undefined until that is known. */
  mayGive: boolean | undefined;
  /** The ticket with what the agent chose; null while what it needs is on its way. */
  ticketFor(choice: Partial<TicketChoice>): OrderTicket | null;
  /** Records that the ticket was given, and puts it on the clipboard or into a mail. */
  give(choice: Partial<TicketChoice>, channel: Channel): Promise<void>;
  isBusy: boolean;
  error: Error | null;
  /** Reads again what could not be read. */
  retry: (() => void) | undefined;
  /** Checks that the agent has made: they stand in the ticket. */
  ticked: readonly CheckCode[];
  tick(check: CheckCode): void;
  /** Copies the ready ticket, at once or as soon as it is ready; where there is a reason to wait it asks first. */
  copy(): void;
  /** Why it asks before it copies; null while it does not. */
  asks: AskFirst | null;
  /** The answer to that. */
  decide(copies: boolean): void;
}

/** Reasons to wait with a ticket. */
interface AskFirst {
  readonly hold: Hold | null;
  /** An open ticket for the same issue. */
  readonly earlier: HandoverRow | null;
}

/** The hand-over of an order to the team whose turn it is (guide §6.2). */
export function useHandover(order: OrderDetail, reading: TriageReading | null, onDone: () => void): Handover {
  const language = useLanguage();
  const notify = useNotify();
  const { canAccess: mayGive } = useCanAccess(accessTo('orders.handover'));
  const translate = useTranslate();
  const tell = useTellAbout();
  const { isFetching } = useShowContext();
  const rules = useSupportRules();
  const playbook = usePlaybook();
  const handovers = useRead('handovers', 'readHandovers', mayGive ? { id: order.refId } : null, {
    touchedBy: ['orders'],
  });
  const sender = useTicketSender(playbook.data);
  const given = handovers.data;
  const unread = [rules, playbook, handovers].find(({ error, data }) => error && data === undefined);
  const [ticked, setTicked] = useState<readonly CheckCode[]>([]);
  const [asks, setAsks] = useState<AskFirst | null>(null);
  const record = useVerb('handOver', { touches: ['orders', 'handovers'] });

  const ticketFor = (choice: Partial<TicketChoice>): OrderTicket | null => {
    if (!mayGive || sender === null || reading === null) return null;
    const now = deskNow();
    const chosen: TicketChoice = { language, number: 'clear', checked: ticked, occurredAt: now, ...choice };
    return orderTicket(order, reading, sender, chosen, (at) => ticketInstant(at, chosen.language), now);
  };

  const give = async (choice: Partial<TicketChoice>, channel: Channel): Promise<void> => {
    const ticket = ticketFor(choice);
    if (ticket === null || record.isPending) return;
    const created = record.mutateAsync(inputOf(order.refId, ticket, choice.language ?? language));
    const text = created.then(({ text: out }) => `${out.subject}\n\n${out.body}`);
    if (channel === 'mail')
      window.location.href = mailTo(sender?.emails[ticket.team] ?? '', (await created).text);
    const done = channel === 'mail' || (await copyWhenReady(text));
    const { earlier } = await created;
    const key = done ? `desk.orders.handover.${channel === 'mail' ? 'mailed' : 'copied'}` : 'desk.copyFailed';
    tell(order.refId, translate(key), { type: done ? 'success' : 'warning' });
    if (earlier !== null) {
      const who = actorName(earlier.createdBy);
      tell(order.refId, translate('desk.orders.handover.second', { who }), { type: 'warning' });
    }
    onDone();
  };
  // What went wrong is shown from the mutation.
  const copyNow = (): void => void give({}, 'copied').catch(() => undefined);

  // Nobody sees this ticket before it is given: not one of an order, or of earlier tickets, that are just being read again.
  const isFresh = !isFetching && !handovers.isFetching;
  const isReady = mayGive && isFresh && sender !== null && reading !== null && given !== undefined;
  const copyOrAsk = () => {
    if (reading === null || !hasTicket(reading))
      return notify('desk.orders.handover.nothing', { type: 'info' });
    const earlier = given?.find(({ issue, state }) => issue === reading.issue && state !== 'closed') ?? null;
    if (reading.doNotEscalate === null && earlier === null) return copyNow();
    setAsks({ hold: reading.doNotEscalate, earlier });
  };
  const meant = useMeant(() => (isReady ? copyOrAsk : mayGive === false ? () => undefined : null));
  return {
    mayGive,
    ticketFor,
    give,
    isBusy: record.isPending,
    error: record.error ?? unread?.error ?? null,
    retry: record.error || !unread ? undefined : () => void unread.refetch(),
    ticked,
    tick: (check) =>
      setTicked(ticked.includes(check) ? ticked.filter((one) => one !== check) : [...ticked, check]),
    copy: () => meant(null),
    asks,
    decide(copies) {
      setAsks(null);
      if (copies) copyNow();
    },
  };
}

/** Who hands over, and where the teams are reached; null until it is known: the ticket would go out without PRO-Nr or contact. */
function useTicketSender(playbook: PlaybookView | undefined) {
  const { identity } = useGetIdentity();
  if (identity === undefined || playbook === undefined) return null;
  const { contacts } = playbook;
  return {
    proNumber: typeof identity.proNumber === 'string' ? identity.proNumber : null,
    contact: contactLine(identity.fullName ?? '', contacts.service_provider_support),
    emails: Object.fromEntries(Object.entries(contacts).map(([team, { email }]) => [team, email])),
  };
}

function inputOf(id: string, ticket: OrderTicket, language: Language) {
  const { step, team, issue, subject, body } = ticket;
  return {
    id,
    step,
    team,
    issue,
    language,
    subject,
    body,
    hasPersonalData: ticket.includesPersonalData,
    fillNumber: ticket.fillsNumber,
  };
}

/** The address that opens the mail program with a text. */
export function mailTo(to: string, text: { subject: string; body: string }): string {
  const part = encodeURIComponent;
  return `mailto:${part(to)}?subject=${part(text.subject)}&body=${part(text.body)}`;
}
