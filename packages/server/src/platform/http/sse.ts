import { may } from '@srs-desk/shared/access/permissions.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import type { Response } from 'express';
import type { Desk } from '../desk.ts';
import type { ChangedRow } from '../events/changed-row.ts';
import { EVENT_RESOURCES } from './event-resources.ts';

/** Changes within this span are told together, ms. */
const COALESCE_MS = 250;
/** So often something is sent even when nothing happens, so that both sides notice a dead line, ms. */
const HEARTBEAT_MS = 20_000;
/** When a page whose line broke connects again, ms: spread, so that not all come in the same moment after a restart. */
const RETRY_MS = { least: 1_000, spread: 2_000 } as const;
/** More rows than this at once are told as "many". */
const MOST_IDS = 200;

/** What a page learns: of which resources which rows changed; `null` for too many to name. */
type EventBatch = { resource: string; ids: (string | number)[] | null }[];

/** What changed since the last batch, by resource. */
class Batch {
  readonly #rows = new Map<string, Set<string | number>>();

  add(changedRows: readonly ChangedRow[]): void {
    for (const { resource, id } of changedRows) {
      const ids = this.#rows.get(resource) ?? new Set();
      ids.add(id);
      this.#rows.set(resource, ids);
    }
  }

  /** What `role` may know of it; empties the batch. */
  take(role: Role): EventBatch {
    const batch = [...this.#rows]
      .filter(([resource]) => {
        const permission = EVENT_RESOURCES[resource];
        return permission !== undefined && may(role, permission);
      })
      .map(([resource, ids]) => ({ resource, ids: ids.size > MOST_IDS ? null : [...ids] }));
    this.#rows.clear();
    return batch;
  }
}

/**
 * Streams changes to one page until it goes away or `stillMay` says that the login has ended. `stillMay` gives the
 * present role, or null.
 */
export function streamEvents(desk: Desk, res: Response, stillMay: () => Role | null): void {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  // What changed between the page's first reads and this line would otherwise be told to nobody.
  const missed = new Batch();
  missed.add(desk.events.recent());
  const role = stillMay();
  const recent = role === null ? [] : missed.take(role);
  const retry = Math.round(RETRY_MS.least + Math.random() * RETRY_MS.spread);
  res.write(`retry: ${retry}\n\nevent: hello\ndata: ${JSON.stringify(recent)}\n\n`);
  const batch = new Batch();
  let due: NodeJS.Timeout | null = null;

  const flush = (): void => {
    due = null;
    const role = stillMay();
    const rows = role === null ? [] : batch.take(role);
    if (role === null) end();
    else if (rows.length > 0) res.write(`event: touched\ndata: ${JSON.stringify(rows)}\n\n`);
  };
  const unsubscribe = desk.events.subscribe((changedRows) => {
    batch.add(changedRows);
    due ??= setTimeout(flush, COALESCE_MS);
  });
  const heartbeat = setInterval(() => {
    if (stillMay() === null) end();
    else res.write(': still here\n\n');
  }, HEARTBEAT_MS);
  heartbeat.unref();

  function end(): void {
    unsubscribe();
    clearInterval(heartbeat);
    if (due !== null) clearTimeout(due);
    if (!res.writableEnded) res.end();
  }
  res.once('close', end);
}
