import type { CallDetail } from '@srs-desk/shared/api/calls.ts';
import { maskBody } from '@srs-desk/shared/api/masking.ts';
import { REVEALABLE } from '@srs-desk/shared/order/fields.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { holds } from '../../platform/holds.ts';
import { activeReveal } from '../orders/index.ts';
import { findCall, findEntry, headersIn } from './queries.ts';

/** One side of a call as recorded. */
interface Side {
  headers: Record<string, string> | null;
  body: string | null;
  /** The body was sealed, and its key is gone. */
  erased: boolean;
  personal: boolean;
  failure: string | null;
}

const NOTHING: Side = { headers: null, body: null, erased: false, personal: false, failure: null };

function sideOf(desk: Desk, seq: number | null, side: 'request' | 'response'): Side {
  const entry = seq === null ? undefined : findEntry(desk.reader, seq);
  if (!entry) return NOTHING;
  const { detail, sealed } = entry;
  const open = detail[`${side}Body`];
  const failure = detail.failure ?? detail.invalid;
  const base = {
    headers: headersIn(detail[`${side}Headers`]),
    failure: typeof failure === 'string' ? failure : null,
  };
  if (sealed === undefined || entry.subject === null) {
    return { ...base, body: typeof open === 'string' ? open : null, erased: false, personal: false };
  }
  const opened = desk.sealer.open({ uuid: entry.uuid, subject: entry.subject, sealed });
  const body = opened?.[`${side}Body`];
  return { ...base, body: typeof body === 'string' ? body : null, erased: opened === null, personal: true };
}

/**
 * One call with headers and bodies as the role may see them: persons are made unrecognisable but for the
 * fields that are revealed to who asks; without the permission headers and bodies are absent. @throws NotFound
 */
export function readCall(desk: Desk, who: Principal, id: number): CallDetail {
  const call = findCall(desk.reader, id);
  if (!call) throw new NotFound('call_not_found', 'There is no call with this number.');
  const { row, seqIntent, seqOutcome } = call;
  if (!holds(who, 'calls.bodies')) return { ...row, seqIntent, seqOutcome };
  const request = sideOf(desk, seqIntent, 'request');
  const response = sideOf(desk, seqOutcome, 'response');
  const reveal =
    row.refId === null ? null : activeReveal(desk.reader, row.refId, who.actor, desk.clock.now());
  const revealed = reveal?.fields ?? [];
  const clear = REVEALABLE.every((field) => revealed.includes(field));
  const shown = (side: Side) =>
    side.body === null || clear || !side.personal ? side.body : maskBody(side.body, revealed);
  const erased = request.erased || response.erased;
  const personal = request.personal || response.personal;
  return {
    ...row,
    seqIntent,
    seqOutcome,
    requestHeaders: request.headers && { ...request.headers, 'x-correlation-id': row.correlationId },
    requestBody: shown(request),
    responseHeaders: response.headers,
    responseBody: shown(response),
    failure: response.failure,
    bodies: erased ? 'erased' : personal && !clear ? 'masked' : 'clear',
    ...(reveal && personal && !erased ? { revealedUntil: new Date(reveal.until).toISOString() } : {}),
  };
}
