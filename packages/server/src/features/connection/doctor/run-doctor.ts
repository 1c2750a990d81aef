import { randomUUID } from 'node:crypto';
import type { DoctorFinding, DoctorReport, DoctorResult } from '@srs-desk/shared/api/connection.ts';
import type { DoctorCheck } from '@srs-desk/shared/doctor/checks.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import type { SrsFailure } from '../../../platform/srs/errors.ts';
import type { SrsResult } from '../../../platform/srs/srs-call.ts';
import type { UnreadField } from '../../../platform/srs/wire-fields.ts';
import { findCall } from '../../calls/index.ts';
import { deskHealth, newestOrder } from '../../orders/index.ts';
import { checkConfiguration, hostOf } from './check-configuration.ts';
import { diagnose } from './diagnose.ts';

/** A number that is given to nobody: the answer must be that there is no evidence. */
const NOBODYS_NUMBER = '+41760000000';

/** What a check found, before it is dated. */
type Seen = Pick<DoctorResult, 'state' | 'findings' | 'team'> & { callId: number | null };

function good(
  callId: number | null,
  code: DoctorFinding['code'],
  params: DoctorFinding['params'] = {},
): Seen {
  return { state: 'ok', findings: [{ code, params }], team: null, callId };
}

/** An answer that could be used, but not read whole: the desk goes on, and somebody should know. */
function read(seen: Seen, unread: readonly UnreadField[]): Seen {
  if (unread.length === 0) return seen;
  const fields = unread.map(({ field, form }) => `${field} (${form})`).join(', ');
  const finding: DoctorFinding = { code: 'fields_unread', params: { count: unread.length, fields } };
  return { ...seen, state: 'warning', findings: [...seen.findings, finding], team: 'swisscom_service_desk' };
}

function bad(result: { failure: SrsFailure; callId: number | null }, url: string): Seen {
  const { finding, team, harmless } = diagnose(result.failure, hostOf(url));
  return { state: harmless ? 'warning' : 'failed', findings: [finding], team, callId: result.callId };
}

/** The doctor's calls, each one recorded like any other. */
class Doctor {
  readonly #desk: Desk;
  readonly #by: { actor: Principal['actor']; origin: Principal['origin']; subject: null; urgency: 'user' };

  constructor(desk: Desk, who: Principal) {
    this.#desk = desk;
    this.#by = { actor: who.actor, origin: who.origin, subject: null, urgency: 'user' };
  }

  configuration(): Seen {
    const { findings, warned } = checkConfiguration(this.#desk.config);
    return {
      state: warned ? 'warning' : 'ok',
      findings,
      team: warned ? 'service_provider_support' : null,
      callId: null,
    };
  }

  async token(): Promise<Seen> {
    const result = await this.#desk.srs.checkToken(this.#by);
    if (!result.ok) return bad(result, this.#desk.config.srs.tokenUrl);
    return read(good(result.callId, 'token_given'), result.unread);
  }

  async methods(): Promise<Seen> {
    const result = await this.#desk.srs.listMethods({}, this.#by);
    if (!result.ok) return bad(result, this.#desk.config.srs.baseUrl);
    const names = result.value.map(({ issuer, method }) => `${issuer}/${method}`);
    if (names.length === 0) {
      const findings = [{ code: 'no_methods', params: {} } as const];
      return { state: 'warning', findings, team: 'swisscom_service_desk', callId: result.callId };
    }
    const listed = { count: names.length, names: names.slice(0, 12).join(', ') };
    return read(good(result.callId, 'methods_listed', listed), result.unread);
  }

  /** The newest known order; where there is none, a made-up Ref ID that SRS must not know. Changes nothing here. */
  async status(): Promise<Seen> {
    const known = newestOrder(this.#desk.reader);
    const about = known
      ? { refId: known.refId, orderId: known.orderId, externalId: known.externalId, subject: known.subjectId }
      : { refId: randomUUID(), subject: randomUUID() };
    const result = await this.#desk.srs.getStatus({ ...this.#by, ...about }, () => ({}));
    if (result.ok) {
      const { status } = result.value;
      return read(good(result.callId, 'order_read', { status }), result.unread);
    }
    if (result.failure.kind !== 'not_found') return bad(result, this.#desk.config.srs.baseUrl);
    if (!known) return good(result.callId, 'unknown_as_expected');
    const findings = [{ code: 'order_gone', params: {} } as const];
    return { state: 'warning', findings, team: 'service_provider_support', callId: result.callId };
  }

  async verify(): Promise<Seen> {
    const request = { jurisdiction: 'eidas', assuranceLevel: '4', msisdn: NOBODYS_NUMBER };
    const by = { ...this.#by, subject: randomUUID() };
    const result: SrsResult<unknown> = await this.#desk.srs.verify(request, by, () => ({}));
    if (result.ok) return good(result.callId, 'evidence_unexpected', { result: 'valid' });
    const { kind } = result.failure;
    if (kind === 'evidence_not_found') return good(result.callId, 'evidence_answered');
    if (kind === 'terms_not_accepted') return good(result.callId, 'evidence_unexpected', { result: kind });
    return bad(result, this.#desk.config.srs.rasBaseUrl);
  }
}

/** Without a token nothing that carries one can be asked. */
function isBlocked(
  check: DoctorCheck,
  results: readonly DoctorResult[],
  rasAuth: 'none' | 'bearer',
): boolean {
  const failed = results.some((one) => one.check === 'token' && one.state === 'failed');
  return (
    failed && (check === 'methods' || check === 'status' || (check === 'verify' && rasAuth === 'bearer'))
  );
}

/**
 * Walks configuration → token → methods → status → verify against the configured SRS: what each proves, and whom to turn to
 * when it fails. Every call is recorded; nothing is changed. A failure is a result, never an exception.
 * @throws LedgerUnavailable when the calls cannot be recorded.
 */
export async function runDoctor(desk: Desk, who: Principal): Promise<DoctorReport> {
  const doctor = new Doctor(desk, who);
  const at = new Date(desk.clock.now()).toISOString();
  const results: DoctorResult[] = [];
  for (const check of ['configuration', 'token', 'methods', 'status', 'verify'] as const) {
    const startedAt = desk.clock.now();
    const blocked = isBlocked(check, results, desk.config.srs.rasAuth);
    const seen: Seen = blocked
      ? { state: 'skipped', findings: [{ code: 'not_asked', params: {} }], team: null, callId: null }
      : await doctor[check]();
    results.push({
      check,
      ...seen,
      correlationId:
        seen.callId === null ? null : (findCall(desk.reader, seen.callId)?.row.correlationId ?? null),
      at: new Date(startedAt).toISOString(),
      durationMs: Math.max(0, desk.clock.now() - startedAt),
    });
  }
  const states = Object.fromEntries(results.map(({ check, state }) => [check, state]));
  await desk.ledger.record(
    [],
    [{ action: 'doctor.run', actor: who.actor, origin: who.origin, detail: states }],
  );
  const health = desk.sync.health().running ? deskHealth(desk) : null;
  return { at, ok: results.every(({ state }) => state !== 'failed'), results, health };
}
