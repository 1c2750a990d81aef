import type { CallRow } from '../api/calls.ts';
import { providerIn } from '../call/provider-in-url.ts';
import { methodDisplayName, methodKeyOf, methodSheet } from '../method/catalogue.ts';
import { refIdIn } from '../text/ids.ts';
import type { TicketCall } from './handover.ts';

type Called = Pick<
  CallRow,
  'operation' | 'url' | 'startedAt' | 'httpStatus' | 'outcome' | 'correlationId' | 'refId' | 'orderId'
>;

/** What a ticket tells of an API call: whom and what it was about stands in the call, or in its path. */
export function ticketCall(call: Called): TicketCall {
  const provider = providerIn(call.url);
  const sheet = provider === null ? null : methodSheet(methodKeyOf(provider.issuer, provider.method));
  return {
    operation: call.operation,
    at: Date.parse(call.startedAt),
    httpStatus: call.httpStatus,
    outcome: call.outcome,
    correlationId: call.correlationId,
    refId: call.refId ?? refIdIn(call.url),
    orderId: call.orderId,
    method: provider === null ? null : methodDisplayName(provider.issuer, provider.method),
    givesNoOrderId: sheet?.givesOrderId === false ? sheet.provider : null,
  };
}
