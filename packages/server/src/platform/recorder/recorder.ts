import { randomUUID } from 'node:crypto';
import type { CallOutcome } from '@srs-desk/shared/call/fields.ts';
import type { MailConfig } from '../config/mail.ts';
import type { Outbound } from '../config/outbound.ts';
import type { CommandCall } from '../ledger/commands.ts';
import type { EntryDraft } from '../ledger/entry-draft.ts';
import { LedgerUnavailable } from '../ledger/errors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import {
  type CallSubject,
  type Conclusion,
  type Exchange,
  NOT_SENT,
  type OpenedCall,
  type OutboundRequest,
  OutcomeUnrecorded,
  type PreparedCall,
  type RecordedCall,
} from './call.ts';
import type { CloseCall } from './changes.ts';
import { exchangeOnce } from './exchange.ts';
import { type Mail, sendMail } from './mail.ts';
import { intentOf, outcomeOf, recordableId } from './record-parts.ts';
import { Upstreams, type UpstreamUrls } from './upstreams.ts';

interface RecorderOptions {
  ledger: Pick<Ledger, 'record'>;
  clock: { now(): number };
  urls: UpstreamUrls;
  /** How it goes out: straight unless told otherwise. */
  outbound?: Outbound;
  /** How mails go out; null: not at all. */
  mail?: MailConfig | null;
  /** Connections per host. */
  connections?: number;
}

/** What came of a call that was made, and what follows from it. */
interface Outcome extends Pick<Conclusion, 'otherwise'> {
  close: CloseCall;
  changes: readonly CommandCall[];
  entries: readonly EntryDraft[];
}

/** What the caller makes of an answer, before it is written down. */
type Conclude = (exchange: Exchange, callId: number) => Conclusion;

/** Resolves when a call may leave; null: at once. */
type Turn = () => Promise<void> | null;

/** The only way out to the network: the intent is durable before a byte is sent, the outcome follows. */
export class Recorder {
  readonly #ledger: Pick<Ledger, 'record'>;
  readonly #clock: { now(): number };
  readonly upstreams: Upstreams;
  readonly #options: Pick<RecorderOptions, 'mail' | 'outbound'>;
  #owed: Outcome[] = [];
  /** Orders being placed: each ends by its own time limit. */
  #placings = 0;
  readonly #onPlaced: (() => void)[] = [];

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#ledger = options.ledger;
    this.#clock = options.clock;
    this.upstreams = new Upstreams(options.urls, options.connections ?? 64, options.outbound ?? null);
  }

  /** Outcomes that are known but could not be written yet: while there are any, nothing new is sent. */
  get pendingOutcomes(): number {
    return this.#owed.length;
  }

  /**
   * Sends one attempt of one call. Never retries by itself. `turn`: waited for between the durable intent and the first byte.
   * @throws LedgerUnavailable when the intent cannot be written: nothing was sent.
   * @throws OutcomeUnrecorded when the answer came but could not be written down (the ledger is then latched).
   */
  async call(
    request: OutboundRequest,
    subject: CallSubject,
    conclude: Conclude,
    turn?: Turn,
  ): Promise<RecordedCall> {
    const { baseUrl } = this.upstreams.of(request.upstream);
    return this.carryOut(await this.open(request, subject, baseUrl), conclude, turn);
  }

  /**
   * A call whose intent the caller writes, as a part of something else, before it has it carried out; null while outcomes wait to be
   * written. Not for placing an order.
   */
  draft(request: OutboundRequest, subject: CallSubject): PreparedCall | null {
    if (this.#owed.length > 0) return null;
    return this.#prepared(request, subject, this.upstreams.of(request.upstream).baseUrl);
  }

  /** Sends a call whose intent is durable, and writes what came of it. @throws OutcomeUnrecorded */
  async carryOut(opened: OpenedCall, conclude: Conclude, turn?: Turn): Promise<RecordedCall> {
    const { callId, intentSubject, request, subject, intent } = opened;
    const { pool, origin, basePath } = this.upstreams.of(request.upstream);
    await turn?.();
    const exchange = await exchangeOnce(pool, origin, basePath + request.path, request);
    const { conclusion, failure } = concludedFrom(exchange, callId, conclude);
    const concluded = await this.settle(callId, exchange, conclusion, subject, intentSubject);
    if (failure !== null) throw failure;
    return { callId, correlationId: intent.args.correlationId, exchange, concluded };
  }

  /** Writes the intent. Nothing may be sent before this resolves. @throws LedgerUnavailable */
  async open(request: OutboundRequest, subject: CallSubject, baseUrl: string): Promise<OpenedCall> {
    if (this.#owed.length > 0) await this.#flush();
    const prepared = this.#prepared(request, subject, baseUrl);
    const opened = await this.#ledger.record([prepared.intent], []);
    if (!opened.ok) throw new LedgerUnavailable('latched', opened.code);
    const { callId, subject: intentSubject } = opened.results[0];
    if (subject.operation === 'place_order') this.#placings += 1;
    return { ...prepared, callId, intentSubject };
  }

  #prepared(given: OutboundRequest, subject: CallSubject, baseUrl: string): PreparedCall {
    const correlationId = given.headers['x-correlation-id'] ?? randomUUID();
    const request = { ...given, headers: { ...given.headers, 'x-correlation-id': correlationId } };
    const args = intentOf(request, subject, correlationId, baseUrl, this.#clock.now());
    return { intent: { name: 'call.open', args }, request, subject };
  }

  /** Writes of a call whose intent is durable that it was not sent after all. @throws OutcomeUnrecorded */
  async drop({ callId, subject, intentSubject }: OpenedCall): Promise<void> {
    const unsent: Exchange = { kind: 'network_error', detail: NOT_SENT, durationMs: 0 };
    await this.settle(callId, unsent, {}, subject, intentSubject);
  }

  /** Writes the outcome together with what the caller concluded from it. @throws OutcomeUnrecorded */
  async settle(
    callId: number,
    exchange: Exchange,
    conclusion: Conclusion,
    subject: CallSubject,
    intentSubject: string | null,
  ): Promise<RecordedCall['concluded']> {
    try {
      return await this.#settle(callId, exchange, conclusion, subject, intentSubject);
    } finally {
      if (subject.operation === 'place_order') this.#placed();
    }
  }

  async #settle(
    callId: number,
    exchange: Exchange,
    conclusion: Conclusion,
    subject: CallSubject,
    intentSubject: string | null,
  ): Promise<RecordedCall['concluded']> {
    const close = this.#closing(callId, exchange, conclusion, subject, intentSubject);
    const { changes = [], entries = [], otherwise } = conclusion;
    try {
      return await this.#conclude({ close, changes, entries, otherwise });
    } catch (error) {
      this.#owed.push({
        close,
        // SRS tells of a placed order once; all else is asked again, and a later answer may come before this one is written.
        changes: subject.operation === 'place_order' ? changes : [],
        entries: entries.map((entry) => ({ at: close.finishedAt, ...entry })),
        otherwise,
      });
      throw new OutcomeUnrecorded(callId, subject.operation, { cause: error });
    }
  }

  /** Writes an outcome with what follows from it, or that this was refused. @throws LedgerUnavailable */
  async #conclude({ close, changes, entries, otherwise }: Outcome): Promise<RecordedCall['concluded']> {
    const written = await this.#write([{ name: 'call.close', args: close }, ...changes], entries);
    if (written.ok) return { ok: true, results: written.results.slice(1) };
    const instead = otherwise?.(written.code) ?? [];
    const refused = { ...close, detail: { ...close.detail, refused: written.code } };
    const alone = await this.#write([{ name: 'call.close', args: refused }], instead);
    if (!alone.ok && alone.code === 'misuse') {
      // What the answer said cannot be written down at all; that it came can.
      const bare = { ...close, detail: { unrecordable: true } };
      await this.#write([{ name: 'call.close', args: bare }], instead);
    }
    return written;
  }

  /**
   * Sends a mail: whoever calls writes down that it was, or was not. It needs no log, since it may be what tells that there is none.
   * @throws Error with the reason
   */
  async mail(mail: Mail): Promise<void> {
    const { mail: config = null, outbound } = this.#options;
    if (config === null) throw new Error('no mail server is configured');
    await sendMail(config, outbound?.extraCa ?? [], mail);
  }

  /**
   * Closes the connections; an order that is being placed is waited for, since nobody could say what became of it. What is still
   * to be written is tried once more.
   */
  async close(): Promise<void> {
    if (this.#placings > 0) await new Promise<void>((resolve) => this.#onPlaced.push(resolve));
    if (this.#owed.length > 0) await this.#flush().catch(() => undefined);
    await this.upstreams.close();
  }

  #placed(): void {
    this.#placings -= 1;
    if (this.#placings === 0) for (const done of this.#onPlaced.splice(0)) done();
  }

  #closing(
    callId: number,
    exchange: Exchange,
    conclusion: Conclusion,
    subject: CallSubject,
    intentSubject: string | null,
  ): CloseCall {
    const parts = outcomeOf(exchange, subject, intentSubject);
    const invalid = conclusion.invalid === undefined ? {} : { invalid: conclusion.invalid };
    return {
      callId,
      finishedAt: this.#clock.now(),
      outcome: outcomeOfCall(exchange, conclusion),
      answer: conclusion.answer,
      httpStatus: exchange.kind === 'answer' || exchange.kind === 'invalid_response' ? exchange.status : null,
      durationMs: exchange.durationMs,
      refId: recordableId(conclusion.refId),
      orderId: recordableId(conclusion.orderId),
      externalId: recordableId(conclusion.externalId),
      subject: parts.subject,
      detail: { ...parts.detail, ...conclusion.detail, ...invalid },
      sealed: parts.sealed,
    };
  }

  /** Tries once more where the ledger could not write. @throws LedgerUnavailable */
  async #write(
    changes: readonly CommandCall[],
    entries: readonly EntryDraft[],
    tries = 2,
  ): Promise<RecordedCall['concluded']> {
    try {
      return await this.#ledger.record(changes, entries);
    } catch (error) {
      if (!(error instanceof LedgerUnavailable))
        return { ok: false, code: 'misuse', detail: { message: String(error) } };
      if (tries === 1) throw error;
      return this.#write(changes, entries, tries - 1);
    }
  }

  async #flush(): Promise<void> {
    const owed = this.#owed;
    this.#owed = [];
    try {
      for (let next = owed[0]; next !== undefined; next = owed[0]) {
        await this.#conclude(next);
        owed.shift();
      }
    } finally {
      this.#owed = [...owed, ...this.#owed];
    }
  }
}

/**
 * What the caller makes of an exchange. Where that fails, which no correct caller does, the outcome is recorded all the
 * same, and the failure handed back to be thrown after it.
 */
export function concludedFrom(
  exchange: Exchange,
  callId: number,
  conclude: (exchange: Exchange, callId: number) => Conclusion,
): { conclusion: Conclusion; failure: Error | null } {
  try {
    return { conclusion: conclude(exchange, callId), failure: null };
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error));
    return { conclusion: { invalid: 'the desk failed to read it' }, failure };
  }
}

function outcomeOfCall(exchange: Exchange, conclusion: Conclusion): CallOutcome {
  if (exchange.kind !== 'answer') return exchange.kind;
  if (conclusion.invalid !== undefined) return 'invalid_response';
  return exchange.status < 400 ? 'ok' : 'http_error';
}
