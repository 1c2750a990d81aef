import { accessChanges } from '../features/access/changes.ts';
import { savedViewChanges } from '../features/access/saved-views/changes.ts';
import { auditChanges } from '../features/audit/log/changes.ts';
import { billingChanges } from '../features/billing/changes.ts';
import { cancellationChanges } from '../features/cancellations/changes.ts';
import { orderChanges } from '../features/orders/changes.ts';
import { cancellationRequestChanges } from '../features/support/cancellation-requests/changes.ts';
import { handoverChanges } from '../features/support/handovers/changes.ts';
import { playbookChanges } from '../features/support/playbook/changes.ts';
import { queueChanges } from '../features/support/queue/changes.ts';
import type { Tx } from '../platform/ledger/tx.ts';
import { callChanges } from '../platform/recorder/call-changes.ts';
import { settingChanges } from '../platform/settings/changes.ts';

/**
 * Every change that the writer can carry out, by name. A noun adds its own map here; names are `noun.verb`.
 * The writer thread imports this file, so it must not import anything that opens connections.
 */
export const changes = {
  ...accessChanges,
  ...auditChanges,
  ...billingChanges,
  ...callChanges,
  ...cancellationChanges,
  ...cancellationRequestChanges,
  ...handoverChanges,
  ...orderChanges,
  ...playbookChanges,
  ...queueChanges,
  ...savedViewChanges,
  ...settingChanges,
};

type Changes = typeof changes;
export type ChangeName = keyof Changes & string;
type ArgsOf<N extends ChangeName> = Changes[N] extends (tx: Tx, args: infer A) => unknown ? A : never;
type ResultOf<N extends ChangeName> = Changes[N] extends (tx: Tx, args: never) => infer R ? R : never;

/** A change asked for: its name and its plain-data arguments. */
export type ChangeCall = { [N in ChangeName]: { name: N; args: ArgsOf<N> } }[ChangeName];

/** The results of a list of change calls, in their order. */
export type ResultsOf<C extends readonly ChangeCall[]> = {
  [I in keyof C]: C[I] extends { name: infer N extends ChangeName } ? ResultOf<N> : never;
};

/**
 * The closed list of changes that are no facts and so leave no entry: polling times, session last seen,
 * idempotency answers, derived columns. A test holds this list against what such a change may touch.
 */
export const BOOKKEEPING: ReadonlySet<string> = new Set([
  'session.seen',
  'audit.compacted',
  'billing.rebook',
  'billing.stage',
  'billing.unstage',
  'cancellation.claim',
  'cancellation.release',
  'cancellation_policy.looked',
  'idempotency.begin',
  'idempotency.finish',
  'idempotency.forget',
  'order.schedule',
  'order.viewed',
  'order.learn_durations',
  'order.retriage',
]);
