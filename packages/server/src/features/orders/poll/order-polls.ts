import type { Desk } from '../../../platform/desk.ts';
import { describeFailure, type SrsFailure } from '../../../platform/srs/errors.ts';
import { Absence } from './absence.ts';
import { type PollRequest, pollOrder } from './poll-order.ts';
import { type DueOrder, dueOrder } from './queries.ts';
import type { Standing } from './standing.ts';

/** An order whose answer could not be written down is left alone for this long, ms. */
const REFUSED_MS = 5 * 60_000;
/** Without a token nothing can be asked; the order is tried again after about this long, ms. */
const NO_CALL_MS = 5_000;

/** Polls single orders, and carries out what follows from what came of it. */
export class OrderPolls {
  readonly absence: Absence;
  readonly #desk: Omit<Desk, 'sync'>;
  readonly #standing: Standing;
  readonly #ownRequest: () => PollRequest;

  /** `ownRequest`: how the sync asks by itself. */
  constructor(desk: Omit<Desk, 'sync'>, standing: Standing, ownRequest: () => PollRequest) {
    this.#desk = desk;
    this.#standing = standing;
    this.#ownRequest = ownRequest;
    this.absence = new Absence(
      desk.reader,
      () => desk.clock.now(),
      (refId) => this.#isFound(refId),
    );
  }

  /** Gives what kept SRS's answer away, null where it came. */
  async poll(order: DueOrder, what: 'status' | 'verify', by: PollRequest): Promise<SrsFailure | null> {
    const result = await pollOrder(this.#desk, order, what, by);
    switch (result.kind) {
      case 'done': {
        this.#standing.answered(this.#desk.clock.now());
        if (what === 'status' && order.goneAt === null) this.#noteFound(order.refId);
        if (result.next === null || what === 'verify' || by.signal.aborted) return null;
        // The order has just terminated and its window is open: verified in the same run, as it now stands.
        const now = dueOrder(this.#desk.reader, order.refId);
        if (now !== null) await this.poll(now, 'verify', { ...by, ready: undefined });
        return null;
      }
      case 'absent':
        await this.#onAbsent(order, result.callId, by);
        return { kind: 'not_found' };
      case 'failed':
        await this.#onFailure(order, result.failure, result.called);
        return result.failure;
      case 'refused':
        this.#desk.log.error({ ...result, refId: order.refId }, 'an answer was refused');
        await this.#postpone(order, REFUSED_MS, `answer refused (${result.code})`);
        return null;
      case 'nothing':
        await this.#postpone(order, 365 * 86_400_000);
        return null;
    }
  }

  #noteFound(refId: string): void {
    this.#standing.found();
    this.absence.found(refId);
  }

  /** SRS still tells of an order: asked at once, whoever else waits. */
  async #isFound(refId: string): Promise<boolean> {
    const order = dueOrder(this.#desk.reader, refId);
    if (order === null) return false;
    const result = await pollOrder(this.#desk, order, 'status', { ...this.#ownRequest(), urgency: 'user' });
    if (result.kind !== 'done' || order.goneAt !== null) return false;
    this.#noteFound(refId);
    return true;
  }

  /** Gone only if SRS finds other orders: else it is SRS that cannot be believed, and the order is tried again. */
  async #onAbsent(order: DueOrder, callId: number, { actor, origin }: PollRequest): Promise<void> {
    const { refId } = order;
    const now = this.#desk.clock.now();
    if (await this.absence.believed(refId, order.wireStatus !== null)) {
      this.#standing.answered(now);
      const gone = { name: 'order.apply_gone', args: { refId, actor, origin, callId } } as const;
      const { ok } = await this.#desk.ledger.record([gone], []);
      // A later call found it: which of the two holds is for the next look to tell.
      const again = { name: 'order.schedule', args: { refId, dueAt: now, what: 'status' } } as const;
      if (!ok) await this.#desk.ledger.recordWithoutEntry([again]);
      return;
    }
    this.#standing.denied(now);
    this.#standing.failed(now, refId, 'SRS knows none of the orders that it knew before');
  }

  async #onFailure(order: DueOrder, failure: SrsFailure, called: boolean): Promise<void> {
    if (failure.kind === 'aborted') return;
    const now = this.#desk.clock.now();
    if (failure.kind === 'not_from_srs') this.#standing.denied(now);
    this.#standing.failed(now, order.refId, describeFailure(failure));
    if (!called) await this.#postpone(order, NO_CALL_MS * (0.5 + Math.random()), describeFailure(failure));
  }

  async #postpone(order: DueOrder, ms: number, failure?: string): Promise<void> {
    const dueAt = Math.round(this.#desk.clock.now() + ms);
    const args = { refId: order.refId, dueAt, what: order.what, later: true, failure };
    await this.#desk.ledger.recordWithoutEntry([{ name: 'order.schedule', args }]);
  }
}
