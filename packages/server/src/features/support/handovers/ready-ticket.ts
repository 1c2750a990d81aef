import type { ReadyTicket } from '@srs-desk/shared/api/support.ts';
import type { CheckCode } from '@srs-desk/shared/process/codes.ts';
import type { IssueId } from '@srs-desk/shared/process/issue-ids.ts';
import { contactLine, hasTicket, orderTicket, ticketInstant } from '@srs-desk/shared/process/order-ticket.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, InvalidInput } from '../../../platform/errors.ts';
import { readOrder, readTriage } from '../../orders/index.ts';
import { readPlaybook } from '../playbook/queries.ts';
import { openHandoverOf } from './queries.ts';

/** So much may the clock of whoever asks be ahead of ours. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/** What the one who asks for a ticket says about it. */
interface WantedTicket {
  readonly issue: IssueId | null;
  readonly lang: 'en' | 'de';
  /** Count instead of the answers that are stored. */
  readonly answers: Readonly<Record<string, string>> | undefined;
  readonly checked: readonly CheckCode[];
  /** When the trouble happened, ms since epoch. */
  readonly occurredAt: number | null;
}

/**
 * The ticket for the team whose turn it is, or for the team of a given issue, with what it still lacks (guide §6.2). The
 * number stands in it as the one who asks may see it: in clear it goes only into a hand-over that is recorded. What was answered
 * and ticked stands in it, and nothing else that SRS does not tell.
 * @throws NotFound, InvalidInput for a time to come, Conflict `nothing_to_hand_over` for an order on which nobody has to act
 */
export function readyTicket(desk: Desk, who: Principal, refId: string, wanted: WantedTicket): ReadyTicket {
  const order = readOrder(desk, who, refId);
  const now = desk.clock.now();
  if (wanted.occurredAt !== null && wanted.occurredAt > now + CLOCKS_DIFFER_MS)
    throw new InvalidInput({ occurredAt: `has not come yet: it is ${iso(now)}` });
  const { reading } = readTriage(desk, order.refId, wanted.answers);
  const isErased = order.erasedAt !== null;
  if (isErased || (wanted.issue === null && !hasTicket(reading)))
    throw new Conflict('nothing_to_hand_over', 'Nobody has to do anything about this order.');
  const own = readPlaybook(desk).contacts.service_provider_support;
  const ticket = orderTicket(
    order,
    reading,
    { proNumber: desk.config.srs.proNumber, contact: contactLine(who.name, own) },
    {
      language: wanted.lang,
      issue: wanted.issue,
      number: 'shown',
      checked: wanted.checked,
      occurredAt: wanted.occurredAt,
    },
    (at) => ticketInstant(at, wanted.lang, desk.config.billingTimeZone),
    now,
  );
  const { step, team, issue, subject, body, missing, unmet } = ticket;
  return {
    refId: order.refId,
    language: wanted.lang,
    step,
    team,
    issue,
    subject,
    body,
    missing: [...missing],
    unmet: [...unmet],
    hasPersonalData: ticket.includesPersonalData,
    earlier: openHandoverOf(desk.reader, order.refId, issue),
  };
}
