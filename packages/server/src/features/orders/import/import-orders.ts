import { randomUUID } from 'node:crypto';
import { may } from '@srs-desk/shared/access/permissions.ts';
import {
  type ImportLine,
  type ImportOutcomes,
  type ImportReport,
  refId as refIdSchema,
} from '@srs-desk/shared/api/orders.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Forbidden } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { findOrder, syncStates } from '../queries.ts';
import { askedBy, inTime, WAIT_MS } from '../sync-order.ts';
import type { ImportInput } from './read-import.ts';

/** Lines per transaction. */
const CHUNK = 250;
/** So many new orders are asked about at SRS before the answer; more are left to the sync. */
const CHECKED_AT_MOST = 200;
const LONGEST_EXTERNAL_ID = 200;
const LONGEST_NOTE = 1000;

type Checked = { line: ImportLine; input: ImportInput };

function check(input: ImportInput): Checked {
  const parsed = refIdSchema.safeParse(input.refId);
  const base = { line: input.line, refId: parsed.success ? parsed.data : input.refId.slice(0, 60) };
  const problems: string[] = [];
  if (input.problem !== null) problems.push(input.problem);
  else if (!parsed.success)
    problems.push('is not a Ref ID: a UUID such as 3fa9b0c2-71d0-4c2e-9a1b-0c44a0c19e3f');
  if ((input.externalId ?? '').length > LONGEST_EXTERNAL_ID) problems.push('externalId is too long');
  if ((input.note ?? '').length > LONGEST_NOTE) problems.push('note is too long');
  if (problems.length > 0)
    return { input, line: { ...base, outcome: 'invalid', problem: problems.join('; ') } };
  return { input, line: { ...base, outcome: 'new' } };
}

function markRepeated(checked: readonly Checked[]): void {
  const first = new Map<string, number>();
  for (const { line } of checked) {
    if (line.outcome === 'invalid') continue;
    const earlier = first.get(line.refId);
    if (earlier === undefined) first.set(line.refId, line.line);
    else Object.assign(line, { outcome: 'known', problem: `stands on line ${earlier} already` });
  }
}

async function register(
  desk: Desk,
  who: Principal,
  lines: readonly Checked[],
  single: boolean,
): Promise<void> {
  const { results } = unwrap(
    await desk.ledger.record(
      [
        {
          name: 'order.register',
          args: {
            lines: lines.map(({ line, input }) => ({
              refId: line.refId,
              subjectId: randomUUID(),
              externalId: input.externalId,
              note: input.note,
            })),
            knownBy: single ? 'register' : 'import',
            action: single ? 'order.register' : 'order.import',
            actor: who.actor,
            origin: who.origin,
          },
        },
      ],
      [],
    ),
  );
  results[0].forEach(({ outcome }, at) => {
    const checked = lines[at];
    if (checked) checked.line.outcome = outcome;
  });
}

async function askSrs(desk: Desk, who: Principal, fresh: readonly ImportLine[]): Promise<boolean> {
  const by = askedBy(who);
  const all = Promise.allSettled(fresh.map((line) => desk.sync.syncNow(line.refId, by)));
  const inTimeForAll = await inTime(all, WAIT_MS);
  for (const line of fresh) {
    const order = findOrder(desk.reader, line.refId);
    if (order?.goneAt != null) {
      Object.assign(line, { outcome: 'not_found', problem: 'SRS knows no order with this Ref ID' });
    }
  }
  return inTimeForAll && fresh.every((line) => findOrder(desk.reader, line.refId)?.lastSyncedAt != null);
}

/** What SRS has said meanwhile about Ref IDs that were registered; those the desk does not know are left out. */
export function importOutcome(desk: Desk, refIds: readonly string[]): ImportOutcomes {
  const states = syncStates(desk.reader, refIds);
  const of = (wanted: boolean) => states.filter(({ gone }) => gone === wanted);
  return {
    found: of(false).filter(({ asked }) => asked).length,
    notFound: of(true).map(({ refId }) => refId),
    waiting: of(false).flatMap(({ refId, asked }) => (asked ? [] : [refId])),
  };
}

/**
 * Makes Ref IDs known and reports per line. A few are asked about at SRS at once; for more the sync tells later.
 * @throws Forbidden when the role may register a single one only.
 */
export async function importOrders(
  desk: Desk,
  who: Principal,
  inputs: readonly ImportInput[],
): Promise<ImportReport> {
  const single = inputs.length === 1;
  if (!single && !may(who.role, 'orders.import')) {
    throw new Forbidden(
      'role_may_not',
      'Your role may register one Ref ID at a time; lists are for admins.',
      {
        permission: 'orders.import',
      },
    );
  }
  const checked = inputs.map(check);
  markRepeated(checked);
  const usable = checked.filter(({ line }) => line.outcome === 'new');
  for (let at = 0; at < usable.length; at += CHUNK) {
    await register(desk, who, usable.slice(at, at + CHUNK), single);
  }
  const fresh = usable.map(({ line }) => line).filter((line) => line.outcome === 'new');
  if (fresh.length > 0) desk.sync.nudge();
  const asks = fresh.length > 0 && fresh.length <= CHECKED_AT_MOST;
  const asked = asks ? await askSrs(desk, who, fresh) : fresh.length === 0;
  const lines = checked.map(({ line }) => line);
  const count = (outcome: ImportLine['outcome']) => lines.filter((line) => line.outcome === outcome).length;
  return {
    counts: {
      new: count('new'),
      known: count('known'),
      not_found: count('not_found'),
      invalid: count('invalid'),
    },
    lines,
    checked: asked,
  };
}
