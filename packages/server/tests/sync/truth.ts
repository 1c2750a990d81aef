import type { Truth } from '@srs-desk/simulator/start-simulator.ts';
import type { RunningDesk } from '../../src/app/open-desk.ts';
import { NOT_SENT } from '../../src/platform/recorder/call.ts';
import type { Fixture } from './desk-fixture.ts';

type Row = {
  refId: string;
  orderId: string | null;
  externalId: string | null;
  issuer: string | null;
  method: string | null;
  status: string;
  wireStatus: string | null;
  statusReason: string | null;
  statusChangedAt: number;
  createdAt: number;
  verifyStatus: string;
};

const VERIFY: Readonly<Record<Truth['verify'], string>> = {
  OK: 'valid',
  EVIDENCE_NOT_FOUND: 'no_evidence',
  TERMS_NOT_ACCEPTED: 'terms_not_accepted',
};

function allOrders(desk: RunningDesk): Map<string, Row> {
  const rows = desk.reader.connection
    .sql(
      `SELECT ref_id AS refId, order_id AS orderId, external_id AS externalId, issuer, method, status,
         wire_status AS wireStatus, status_reason AS statusReason, status_changed_at AS statusChangedAt,
         created_at AS createdAt, verify_status AS verifyStatus FROM orders`,
    )
    .all() as Row[];
  return new Map(rows.map((row) => [row.refId, row]));
}

/** What differs between the desk's orders and the simulator's truth, one line each. */
export function differences(
  { desk, simulator }: Pick<Fixture, 'desk' | 'simulator'>,
  refIds: readonly string[],
): string[] {
  const known = allOrders(desk);
  return refIds.flatMap((refId) => {
    const row = known.get(refId);
    const truth = simulator.truth(refId);
    if (row === undefined || truth === undefined) return [`${refId}: missing`];
    const pairs: [string, unknown, unknown][] = [
      ['status', row.wireStatus, truth.status],
      ['reason', row.statusReason, truth.reason],
      ['statusAt', new Date(row.statusChangedAt).toISOString(), truth.statusAt],
      ['createdAt', new Date(row.createdAt).toISOString(), truth.createdAt],
      ['orderId', row.orderId, truth.orderId],
      ['externalId', row.externalId, truth.externalId],
      ['issuer', row.issuer, truth.issuer],
      ['method', row.method, truth.method],
      ...(row.status === 'terminated'
        ? [['verify', row.verifyStatus, VERIFY[truth.verify]] as [string, unknown, unknown]]
        : []),
    ];
    return pairs
      .filter(([, ours, theirs]) => ours !== theirs)
      .map(([field, ours, theirs]) => `${refId}: ${field} is ${String(ours)}, in truth ${String(theirs)}`);
  });
}

type CallRow = {
  correlationId: string;
  operation: string;
  refId: string | null;
  status: number | null;
  outcome: string;
  failure: string | null;
};

/** Where the recorded calls and the calls that the simulator received disagree, one line each. */
export function callDifferences({ desk, simulator }: Pick<Fixture, 'desk' | 'simulator'>): string[] {
  const recorded = desk.reader.connection
    .sql(
      `SELECT correlation_id AS correlationId, calls.operation, calls.ref_id AS refId, http_status AS status, calls.outcome,
        entries.detail ->> '$.failure' AS failure FROM calls LEFT JOIN entries ON entries.seq = seq_outcome ORDER BY id`,
    )
    .all() as CallRow[];
  const byId = new Map(recorded.map((call) => [call.correlationId, call]));
  const lines: string[] = byId.size === recorded.length ? [] : ['a correlation id was used twice'];
  for (const received of simulator.simulation.calls.since(0)) {
    const ours = byId.get(received.correlationId ?? '');
    byId.delete(received.correlationId ?? '');
    if (ours === undefined)
      lines.push(`call ${received.n} (${received.operation}) is not recorded, or came twice`);
    else if (ours.operation !== received.operation)
      lines.push(`call ${received.n}: recorded as ${ours.operation}`);
    else if (ours.status !== null && ours.status !== received.status)
      lines.push(`call ${received.n}: recorded with ${ours.status}, was ${String(received.status)}`);
    else if (received.refId !== undefined && ours.refId !== received.refId && ours.status !== null)
      lines.push(`call ${received.n}: recorded for ${String(ours.refId)}, was for ${received.refId}`);
    else if (ours.outcome === 'in_flight') lines.push(`call ${received.n}: no outcome`);
  }
  for (const left of byId.values()) {
    // A call of which its entry says so, cut short by a kill, or given up before the other side took it from its socket (in these tests both sides share
    // one thread, which a busy machine holds up), never reached it.
    if (left.failure !== NOT_SENT && left.outcome !== 'unknown' && left.outcome !== 'timeout')
      lines.push(`a ${left.operation} (${left.outcome}) was recorded but never received`);
  }
  return lines;
}
