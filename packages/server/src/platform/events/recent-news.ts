import type { ChangedRow } from './changed-row.ts';

/** How long a change is told to pages that connect after it, ms: longer than a page takes from its first read to its line. */
export const RECALL_MS = 30_000;
/** Rows remembered per resource. A page that would learn of more than this is told "many" anyway. */
const MOST_ROWS = 250;

/** The changes of the last half minute, for pages that read before their line to the news stood. */
export class RecentNews {
  readonly #rows = new Map<string, Map<string | number, number>>();

  add(changedRows: readonly ChangedRow[], now: number): void {
    for (const { resource, id } of changedRows) {
      const rows = this.#rows.get(resource) ?? new Map<string | number, number>();
      this.#rows.set(resource, rows);
      rows.delete(id);
      rows.set(id, now);
      if (rows.size <= MOST_ROWS) continue;
      const [oldest] = rows.keys();
      if (oldest !== undefined) rows.delete(oldest);
    }
  }

  /** What changed within {@link RECALL_MS} before `now`. */
  since(now: number): ChangedRow[] {
    return [...this.#rows].flatMap(([resource, rows]) =>
      [...rows].filter(([, at]) => now - at <= RECALL_MS).map(([id]) => ({ resource, id })),
    );
  }
}
