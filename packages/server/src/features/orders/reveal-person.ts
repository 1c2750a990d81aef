import { randomUUID } from 'node:crypto';
import type { OrderDetail, revealInput } from '@srs-desk/shared/api/orders.ts';
import { ownSubject } from '@srs-desk/shared/audit/own-subject.ts';
import { REVEAL_MINUTES, REVEALS_PER_HOUR } from '@srs-desk/shared/settings/catalogue.ts';
import type * as z from 'zod';
import type { Desk, Principal } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { readOrder } from './get-order.ts';
import { knownOrder } from './known-order.ts';

/**
 * Shows fields of an order's person to the one who asks, for a while and with a reason on record.
 * @throws NotFound, TooMany `too_many_reveals`
 */
export async function revealPerson(
  desk: Desk,
  who: Principal,
  refId: string,
  { category = 'other', reason, fields: asked }: z.output<typeof revealInput>,
): Promise<OrderDetail> {
  const order = knownOrder(desk, refId);
  const fields = [...new Set(asked)];
  const mostPerHour = desk.settings.get(REVEALS_PER_HOUR);
  const minutes = desk.settings.get(REVEAL_MINUTES);
  const expiresAt = desk.clock.now() + minutes * 60_000;
  unwrap(
    await desk.ledger.record(
      [
        {
          name: 'reveal.grant',
          args: { refId: order.refId, username: who.actor, fields, expiresAt, mostPerHour },
        },
      ],
      [
        {
          action: 'personal_data.reveal',
          actor: who.actor,
          origin: who.origin,
          refId: order.refId,
          orderId: order.orderId,
          externalId: order.externalId,
          subject: ownSubject(randomUUID()),
          detail: { category, fields, minutes },
          ...(reason === '' ? {} : { sealed: { reason } }),
        },
      ],
    ),
  );
  return readOrder(desk, who, order.refId);
}
