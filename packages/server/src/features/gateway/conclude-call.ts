import { refId as refIdSchema } from '@srs-desk/shared/api/orders.ts';
import { jurisdictionIn, loaIn } from '@srs-desk/shared/order/verify-target.ts';
import type { CommandCall } from '../../platform/ledger/commands.ts';
import { msisdnFrom } from '../../platform/phone-number.ts';
import type { Conclusion, Exchange } from '../../platform/recorder/call.ts';
import { mayHavePlaced } from '../../platform/srs/errors.ts';
import type { OrderFacts, PlacedFacts } from '../../platform/srs/mapper.ts';
import {
  type AnswerReader,
  type EvidenceFacts,
  type Read,
  remarksOn,
} from '../../platform/srs/read-answer.ts';
import { type KnownOrder, orphanEntry, orphanUnless, type VerifyAnswer } from '../orders/index.ts';
import type { GatewayCall } from './classify-call.ts';

/** What the gateway knows of a call before it is answered. */
export interface CallContext extends GatewayCall {
  /** The order it is about, where it is known. */
  order: KnownOrder | null;
  /** Key of what is sealed: the order's own subject, or a new one for an order that is not known yet. */
  subject: string | null;
  /** The request's JSON body; empty when there is none or it cannot be read. */
  sent: Record<string, unknown>;
  /** The number (E.164) that the body tells of its person. */
  msisdn: string | null;
}

const AS_GATEWAY = { actor: 'gateway', origin: 'gateway' } as const;

/** What follows from an application's call for the desk's own knowledge of its order. Pure; `now` in ms since epoch. */
export function concludeCall(
  reader: AnswerReader,
  context: CallContext,
  exchange: Exchange,
  callId: number,
  now: number,
): Conclusion {
  const { refId } = context;
  switch (context.operation) {
    case 'place_order':
      return concluded(reader.place(exchange, now), (read) => concludePlacing(context, read, callId));
    case 'get_status':
      return refId === null
        ? {}
        : concluded(reader.status(refId)(exchange, now), (read) =>
            concludeStatus(context, refId, read, callId, now),
          );
    case 'cancel_order':
      return concluded(reader.cancel(exchange, now), () => concludeCancelling(context, now));
    case 'verify':
      return concluded(reader.verify(exchange, now), (read) => concludeVerify(context, read, callId));
    case 'token':
      return remarksOn(reader.token(exchange, now));
    case 'list_methods':
      return remarksOn(reader.listMethods(exchange, now));
    default:
      return {};
  }
}

/** What follows from an answer, and how it was read. */
function concluded<T>(read: Read<T>, follow: (read: Read<T>) => Conclusion): Conclusion {
  return { ...remarksOn(read), ...follow(read) };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 4096) : null;
}

/** A number as the application sent it, in E.164. */
export function sentNumber(value: unknown): string | null {
  const written = textOf(value);
  return written === null ? null : msisdnFrom(written);
}

/** An External ID as the application sent it: free text, but only what a log entry can hold. */
export function sentExternalId(sent: Record<string, unknown>): string | null {
  const value = sent.externalId;
  return typeof value === 'string' && value !== '' && value.length <= 256 && !/\p{Surrogate}/u.test(value)
    ? value
    : null;
}

function concludePlacing(context: CallContext, read: Read<PlacedFacts>, callId: number): Conclusion {
  const { sent, provider, subject, msisdn } = context;
  const placing = { ...AS_GATEWAY, externalId: sentExternalId(sent), callId, subject, provider };
  if (!read.ok) {
    const { failure } = read;
    return { entries: mayHavePlaced(failure) ? [orphanEntry({ ...placing, why: failure.kind })] : [] };
  }
  const facts = read.value;
  const externalId = facts.externalId ?? placing.externalId;
  const change: CommandCall = {
    name: 'order.placed',
    args: {
      ...AS_GATEWAY,
      refId: facts.refId,
      orderId: facts.orderId,
      externalId,
      externalIdSource: facts.externalId === null ? 'gateway' : 'srs',
      knownBy: 'gateway',
      issuer: facts.issuer ?? provider?.issuer ?? null,
      method: facts.method ?? provider?.method ?? null,
      jurisdiction: null,
      loa: null,
      status: facts.status,
      wireStatus: facts.wireStatus,
      targetUrl: facts.targetUrl,
      createdAt: facts.createdAt,
      unreadFields: facts.unreadFields,
      subjectId: subject ?? facts.refId,
      person: {
        msisdn,
        firstName: textOf(sent.firstName),
        lastName: textOf(sent.lastName),
        birthDate: textOf(sent.dob),
        email: textOf(sent.email),
        country: textOf(sent.country),
        language: textOf(sent.language),
      },
      callId,
    },
  };
  return {
    refId: facts.refId,
    orderId: facts.orderId,
    externalId,
    changes: [change],
    otherwise: (code) => orphanUnless(code, placing),
  };
}

/** Makes an order known of which SRS told the application. */
function register(context: CallContext, refId: string): CommandCall[] {
  if (context.order !== null || context.subject === null) return [];
  const lines = [{ refId, subjectId: context.subject }];
  return [
    { name: 'order.register', args: { ...AS_GATEWAY, lines, knownBy: 'gateway', action: 'order.register' } },
  ];
}

/**
 * The application asked about a Ref ID of which SRS told no order: none is made of that, but SRS is asked again. What is no Ref
 * ID at all (`null`) is nothing to ask about.
 */
function askAbout(context: CallContext, typed: string): CommandCall[] {
  const refId = refIdSchema.safeParse(typed);
  if (!refId.success || context.subject === null) return [];
  const lines = [{ refId: refId.data, subjectId: context.subject }];
  return [{ name: 'registration.create', args: { ...AS_GATEWAY, lines, knownBy: 'gateway' } }];
}

function concludeStatus(
  context: CallContext,
  refId: string,
  read: Read<OrderFacts>,
  callId: number,
  now: number,
): Conclusion {
  if (read.ok) {
    const facts = read.value;
    const change: CommandCall = { name: 'order.apply_status', args: { ...AS_GATEWAY, refId, callId, facts } };
    return {
      orderId: facts.orderId,
      externalId: facts.externalId,
      changes: [...register(context, refId), change],
    };
  }
  if (context.order === null) return { changes: askAbout(context, refId) };
  // Whether SRS really does not know it any more is for the sync to find out.
  return read.failure.kind === 'not_found' ? { changes: [readSoon(refId, now)] } : {};
}

/** Whatever a cancellation came to, the order's status is read again: SRS's own word is what counts. */
function concludeCancelling(context: CallContext, now: number): Conclusion {
  const refId = context.refId;
  if (refId === null) return {};
  return { changes: context.order === null ? askAbout(context, refId) : [readSoon(refId, now)] };
}

function readSoon(refId: string, now: number): CommandCall {
  return { name: 'order.schedule', args: { refId, dueAt: now, what: 'status' } };
}

function verifyAnswer(read: Read<EvidenceFacts>): VerifyAnswer | null {
  if (read.ok) return { kind: 'valid', evidenceId: read.value.evidenceId };
  if (read.failure.kind === 'evidence_not_found') return { kind: 'no_evidence' };
  return read.failure.kind === 'terms_not_accepted' ? { kind: 'terms_not_accepted' } : null;
}

/** What the application verifies its order for is the Service Provider's choice: the desk asks for the same from then on. */
function concludeVerify(context: CallContext, read: Read<EvidenceFacts>, callId: number): Conclusion {
  const answer = verifyAnswer(read);
  const order = context.order;
  if (answer === null || order === null || order.status !== 'terminated') return {};
  const jurisdiction = jurisdictionIn(textOf(context.sent.jurisdiction));
  const loa = loaIn(textOf(context.sent.assuranceLevel));
  if (jurisdiction === null || loa === null || order.erasedAt !== null) return {};
  const args = { ...AS_GATEWAY, refId: order.refId, callId, answer, asked: { jurisdiction, loa } };
  return { changes: [{ name: 'order.apply_verify', args }] };
}
