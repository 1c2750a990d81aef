import { accessChanges } from '../features/access/changes.ts';
import { auditChanges } from '../features/audit/log/changes.ts';
import { pruneChanges } from '../features/audit/log/prune-changes.ts';
import { wrappingChanges } from '../features/audit/wrapping/changes.ts';
import { billingChanges } from '../features/billing/changes.ts';
import { bookChangedRows } from '../features/billing/usage/book-usage.ts';
import { cancellationChanges } from '../features/cancellations/changes.ts';
import { orderChanges } from '../features/orders/changes.ts';
import { noteLostPlacing } from '../features/orders/placing/orphan-entry.ts';
import { ordersOfCalls } from '../features/orders/poll/orders-of-calls.ts';
import { settingChanges } from '../features/settings/changes.ts';
import { supportChanges } from '../features/support/changes.ts';
import { idempotencyChanges } from '../platform/http/idempotency-changes.ts';
import type { CommandName, WriterCommands } from '../platform/ledger/commands.ts';
import { callChanges } from '../platform/recorder/changes.ts';

/**
 * Every change that the writer can carry out, by name. A noun adds its own map here; names are `noun.verb`.
 * The writer thread imports this file, so it must not import anything that opens connections.
 */
const commands = {
  ...callChanges(ordersOfCalls, noteLostPlacing),
  ...idempotencyChanges,
  ...settingChanges,
  ...accessChanges,
  ...auditChanges,
  ...pruneChanges,
  ...wrappingChanges,
  ...billingChanges,
  ...cancellationChanges,
  ...orderChanges,
  ...supportChanges,
};

/**
 * The closed list of changes that are no facts and so leave no entry: polling times, session last seen,
 * idempotency answers, derived columns. A test holds this list against what such a change may touch.
 */
const WITHOUT_ENTRY: ReadonlySet<CommandName> = new Set([
  'session.seen',
  'api_key.used',
  'audit.compacted',
  'wrapping.step',
  'billing.rebook',
  'billing.stage',
  'billing.unstage',
  'cancellation.claim',
  'cancellation.release',
  'cancellation_policy.ran',
  'idempotency.begin',
  'idempotency.finish',
  'idempotency.forget',
  'order.schedule',
  'order.viewed',
  'order.learn_durations',
  'order.retriage',
  'registration.note_failure',
]);

/** What the writer thread is started with. */
export const WRITER_COMMANDS: WriterCommands = {
  commands: new Map(Object.entries(commands)),
  withoutEntry: WITHOUT_ENTRY,
  afterCommands: bookChangedRows,
};
