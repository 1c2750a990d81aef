import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import type { Answers } from '@srs-desk/shared/process/questions.ts';
import { type TriageFacts, type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import type { Tx } from '../../ledger/tx.ts';
import { TRIAGE_SETTING } from '../../sync/sync-settings.ts';
import type { DerivedColumns, OrderRow } from './order-row.ts';
import { methodsIn, settingIn } from './rules.ts';

/** Whose turn it is, by the rules and settings as they stand. Runs on the writer's connection and on a reader alike. */
export function readingOf(
  source: Pick<Tx, 'sql'>,
  order: OrderRow,
  now: number,
  lastCallFailed: TriageFacts['lastCallFailed'] = null,
): TriageReading {
  const rules = { triage: settingIn(source, TRIAGE_SETTING), methods: methodsIn(source) };
  return triage({ ...factsOf(source, order), lastCallFailed }, rules, now);
}

/** The derived columns that differ from what the row holds, as the rules see the order at `now` (ms). */
export function derivedChanges(tx: Pick<Tx, 'sql'>, order: OrderRow, now: number): Partial<DerivedColumns> {
  // A failed look does not change whose turn it is; the order's page shows it as stale.
  const reading = readingOf(tx, order, now);
  const wanted: DerivedColumns = {
    step: reading.step,
    support_team: reading.team,
    issue: reading.issue,
    attention: reading.attention,
    attention_all: JSON.stringify(reading.attentionAll),
    triage_due_at: reading.validUntil,
  };
  const changed = Object.entries(wanted).filter(
    ([column, value]) => order.derived[column as keyof DerivedColumns] !== value,
  );
  return Object.fromEntries(changed);
}

function factsOf(tx: Pick<Tx, 'sql'>, order: OrderRow): Omit<TriageFacts, 'lastCallFailed'> {
  const methodKey = methodKeyOf(order.issuer, order.method);
  return {
    status: order.status,
    wireStatus: order.wireStatus,
    statusReason: order.statusReason,
    statusChangedAt: order.statusChangedAt,
    createdAt: order.createdAt,
    methodKey,
    targetUrl: order.targetUrl,
    verifyStatus: order.verifyStatus,
    evidenceId: order.evidenceId,
    evidenceValidUntil: order.evidenceValidUntil,
    evidenceIsEarlier: Boolean(order.evidenceIsEarlier),
    startedAt: order.startedAt,
    goneAt: order.goneAt,
    regressedAt: order.regressedAt,
    firstUnknownAt: order.firstUnknownAt,
    supersededBy: order.supersededBy,
    answers: answersTo(tx, order.refId),
    usualSeconds: usualSeconds(tx, order),
  };
}

function answersTo(tx: Pick<Tx, 'sql'>, refId: string): Answers {
  const text = tx.sql('SELECT answers FROM order_work WHERE ref_id = ?').pluck().get(refId) as
    | string
    | undefined;
  return text === undefined ? {} : (JSON.parse(text) as Answers);
}

/** How long nine in ten orders of this kind stayed in this status, seconds; null without enough history. */
function usualSeconds(tx: Pick<Tx, 'sql'>, order: OrderRow): number | null {
  const seconds = tx
    .sql('SELECT p90_seconds FROM usual_durations WHERE issuer = ? AND method = ? AND status = ?')
    .pluck()
    .get(order.issuer ?? '', order.method ?? '', order.status) as number | undefined;
  return seconds ?? null;
}
