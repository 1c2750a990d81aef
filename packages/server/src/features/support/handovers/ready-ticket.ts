import type { ReadyTicket } from '@srs-desk/shared/api/support.ts';
import type { IssueId } from '@srs-desk/shared/process/issues.ts';
import { contactLine, orderTicket, ticketInstant } from '@srs-desk/shared/process/order-ticket.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { readOrder, readTriage } from '../../orders/index.ts';
import { readPlaybook } from '../playbook/queries.ts';

/**
 * The ticket for the team whose turn it is, or for the team of a given issue, with what it still lacks (guide §6.2). The
 * number stands in it as the one who asks may see it: in clear it goes only into a hand-over that is recorded.
 * @throws NotFound
 */
export function readyTicket(
  desk: Desk,
  who: Principal,
  refId: string,
  wanted: { issue: IssueId | null; lang: 'en' | 'de' },
): ReadyTicket {
  const order = readOrder(desk, who, refId);
  const { reading } = readTriage(desk, order.refId);
  const own = readPlaybook(desk.reader).contacts.service_provider_support;
  const ticket = orderTicket(
    order,
    reading,
    { proNumber: desk.config.srs.proNumber, contact: contactLine(who.name, own) },
    { language: wanted.lang, issue: wanted.issue, number: 'shown' },
    (at) => ticketInstant(at, wanted.lang, desk.config.billingTimeZone),
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
  };
}
