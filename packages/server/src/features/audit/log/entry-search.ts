import type { Worker } from 'node:worker_threads';
import { foldedWords } from '@srs-desk/shared/text/fold.ts';
import type { Database } from 'better-sqlite3';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import { startWorker } from '../../../platform/threads/start-worker.ts';
import { type EntryFilter, isEmpty } from './entry-filter.ts';
import { type EntryListRow, LIST_COLUMNS } from './entry-row.ts';
import { LOG_EDGES, type LogEdges } from './log-rows.ts';
import { TIME_BLOCK } from './search-index.ts';
import { fieldTerm, type TermField } from './search-terms.ts';

/** Totals above this are not counted out. */
export const COUNT_CAP = 10_000;

/** So many entries that the index has yet to take in are looked through for their times. */
const LOOKED_THROUGH = 20_000;

export interface EntryPage {
  filter: EntryFilter;
  offset: number;
  limit: number;
  order: 'ASC' | 'DESC';
}

/** A condition and what it binds: on `idx.terms t`, or on `entries e` itself; `key` is the entry's number there. */
type Condition = { from: string; key: string; where: string; values: (string | number)[] };

const BY_INDEX = 'idx.terms t';
/** Entries as found by the index. Nothing but what is shown is read from the log: it is far larger than the index. */
const WITH_ENTRIES = `${BY_INDEX} CROSS JOIN entries e ON e.seq = t.rowid`;

/** Numbers of the entries of orders, whose Ref IDs are a JSON array: the acts by their index, those of calls by the calls. */
const OF_REF_IDS = `WITH wanted AS (SELECT value AS ref_id FROM json_each(?))
  SELECT seq FROM entries WHERE ref_id IN (SELECT ref_id FROM wanted) AND kind <> 'call'
  UNION ALL SELECT seq_intent FROM calls WHERE ref_id IN (SELECT ref_id FROM wanted)
  UNION ALL SELECT seq_outcome FROM calls WHERE ref_id IN (SELECT ref_id FROM wanted) AND seq_outcome IS NOT NULL`;

const COLUMN: Partial<Record<TermField, string>> = {
  kind: 'kind',
  action: 'action',
  actor: 'actor',
  operation: 'operation',
  outcome: 'outcome',
  refId: 'ref_id',
  orderId: 'order_id',
  externalId: 'external_id',
  callId: 'call_id',
};

/** Finds entries: by number and by Ref ID in the database itself, by all else in the search index beside it. */
export class EntrySearch {
  readonly #database: Database;
  readonly #worker: Worker;
  readonly ready: Promise<void>;
  #ended = false;

  constructor(databasePath: string, indexPath: string) {
    this.#database = openReadOnly(databasePath);
    this.#worker = startWorker('search-index', import.meta.url, { databasePath, indexPath });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('exit', () => {
        this.#ended = true;
        reject(new Error('the thread of the search index ended'));
      });
      this.#worker.once('message', () => {
        this.#database.prepare('ATTACH ? AS idx').run(indexPath);
        resolve();
      });
    });
  }

  /** Entries not in the index yet. */
  lag(): number {
    const last = this.#database.prepare('SELECT coalesce(max(seq), 0) FROM entries').pluck().get() as number;
    return last - this.#indexed();
  }

  /** Whether the index is kept up to date no longer: then this search is to be closed and another one opened. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Waits until the index has caught up, at most `ms`; gives whether it has. */
  async caughtUp(ms: number): Promise<boolean> {
    await this.ready;
    const until = Date.now() + ms;
    for (this.#worker.postMessage('hurry'); this.lag() > 0; ) {
      if (this.#ended || Date.now() > until) return false;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return true;
  }

  page(page: EntryPage): EntryListRow[] {
    const { sql, values } = this.pageQuery(page);
    return this.#database.prepare(sql).all(...values) as EntryListRow[];
  }

  /** The query of a page, so that its plan can be looked at. */
  pageQuery({ filter, offset, limit, order }: EntryPage): { sql: string; values: (string | number)[] } {
    if (isEmpty(filter)) {
      // Numbers have no gaps, so that a page anywhere is reckoned and not walked to.
      const { first, last } = this.#ends();
      const [from, to] =
        order === 'ASC'
          ? [first + offset, first + offset + limit - 1]
          : [last - offset - limit + 1, last - offset];
      const sql = `SELECT ${LIST_COLUMNS} FROM entries e WHERE e.seq BETWEEN ? AND ? ORDER BY e.seq ${order}`;
      return { sql, values: [from, to] };
    }
    const { from, key, where, values } = this.#condition(filter);
    const sql = `SELECT ${LIST_COLUMNS} FROM ${entriesOf(from)} WHERE ${where} ORDER BY ${key} ${order} LIMIT ? OFFSET ?`;
    return { sql, values: [...values, limit, offset] };
  }

  /** The next entries after `seq`, oldest first: what an export walks by. */
  after(filter: EntryFilter, seq: number, upTo: number, limit: number): EntryListRow[] {
    const { from, key, where, values } = this.#condition(filter);
    const sql = `SELECT ${LIST_COLUMNS} FROM ${entriesOf(from)} WHERE ${where} AND ${key} > ? AND ${key} <= ? ORDER BY ${key} LIMIT ?`;
    return this.#database.prepare(sql).all(...values, seq, upTo, limit) as EntryListRow[];
  }

  /** How many there are; exact up to {@link COUNT_CAP}, and without a filter. */
  count(filter: EntryFilter): { total: number; capped: boolean } {
    if (isEmpty(filter)) {
      const { first, last } = this.#ends();
      return { total: last - first + 1, capped: false };
    }
    const { from, where, values } = this.#condition(filter);
    const sql = `SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${COUNT_CAP + 1})`;
    const found = this.#database
      .prepare(sql)
      .pluck()
      .get(...values) as number;
    return { total: Math.min(found, COUNT_CAP), capped: found > COUNT_CAP };
  }

  /** How many entries of `from … to` the filter lets through, counted out. */
  countBetween(filter: EntryFilter, from: number, to: number): number {
    const { from: table, key, where, values } = this.#condition(filter);
    return this.#database
      .prepare(`SELECT count(*) FROM ${table} WHERE ${where} AND ${key} BETWEEN ? AND ?`)
      .pluck()
      .get(...values, from, to) as number;
  }

  /** The first and the last number in the log; of an empty one 1 and 0. */
  #ends(): { first: number; last: number } {
    const { first, last } = this.#database.prepare(LOG_EDGES).get() as LogEdges;
    return { first: first ?? 1, last: last ?? 0 };
  }

  #indexed(): number {
    return this.#database.prepare('SELECT indexed FROM idx.state').pluck().get() as number;
  }

  #condition(filter: EntryFilter): Condition {
    const parts: string[] = [];
    const values: (string | number)[] = [];
    const match = this.#isDirect(filter) ? null : matchOf(filter);
    const [from, key] = match === null ? ['entries e', 'e.seq'] : [BY_INDEX, 't.rowid'];
    if (match !== null) {
      parts.push('t.terms MATCH ?');
      values.push(match);
    } else {
      if (filter.terms.refId !== undefined) {
        parts.push(`e.seq IN (${OF_REF_IDS})`);
        values.push(JSON.stringify(filter.terms.refId));
      }
      for (const [field, wanted] of Object.entries(filter.terms)) {
        parts.push(`e.${COLUMN[field as TermField]} IN (${wanted.map(() => '?').join(', ')})`);
        values.push(...wanted.map((value) => (field === 'callId' ? Number(value) : value)));
      }
    }
    if (filter.seqs !== undefined) {
      parts.push(`${key} IN (${filter.seqs.map(() => '?').join(', ') || 'NULL'})`);
      values.push(...filter.seqs);
    }
    this.#addTimes(filter, key, parts, values);
    return { from, key, where: parts.length === 0 ? 'true' : parts.join(' AND '), values };
  }

  // A Ref ID has indexes in the database; then there is no reason to wait for the other one.
  #isDirect(filter: EntryFilter): boolean {
    const fields = Object.keys(filter.terms) as TermField[];
    if (filter.q?.trim()) return false;
    if (fields.length === 0) return true;
    return fields.includes('refId') && fields.every((field) => COLUMN[field] !== undefined);
  }

  #addTimes(filter: EntryFilter, key: string, parts: string[], values: (string | number)[]): void {
    const { atFrom, atTo } = filter;
    if (atFrom === undefined && atTo === undefined) return;
    const from = atFrom ?? 0;
    const to = atTo ?? Number.MAX_SAFE_INTEGER;
    const blocks = this.#database
      .prepare('SELECT min(block) AS a, max(block) AS b FROM idx.blocks WHERE max_at >= ? AND min_at <= ?')
      .get(from, to) as { a: number | null; b: number | null };
    const indexed = this.#indexed();
    const lowest = blocks.a === null ? indexed + 1 : blocks.a * TIME_BLOCK + 1;
    const highest = Math.max(
      blocks.b === null ? 0 : (blocks.b + 1) * TIME_BLOCK,
      this.#newestUnindexed(indexed, from, to),
    );
    const inner = this.#wholly(from, to, blocks.a ?? 0, blocks.b ?? 0);
    const at = key === 'e.seq' ? 'e.at' : `(SELECT x.at FROM entries x WHERE x.seq = ${key})`;
    parts.push(`${key} BETWEEN ? AND ?`, `(${key} BETWEEN ? AND ? OR ${at} BETWEEN ? AND ?)`);
    values.push(lowest, highest, inner.first, Math.min(inner.last, indexed), from, to);
  }

  /** The last entry of a span of time among those that are not indexed yet, 0 for none; without a look where they are many. */
  #newestUnindexed(indexed: number, from: number, to: number): number {
    const lag = this.lag();
    if (lag <= 0) return 0;
    if (lag > LOOKED_THROUGH) return Number.MAX_SAFE_INTEGER;
    const newest = 'SELECT max(seq) FROM entries WHERE seq > ? AND at BETWEEN ? AND ?';
    return (this.#database.prepare(newest).pluck().get(indexed, from, to) as number | null) ?? 0;
  }

  /** Entries in the middle of the blocks `a … b` whose blocks lie within the span as a whole: their times need no look. */
  #wholly(from: number, to: number, a: number, b: number): { first: number; last: number } {
    const partly = 'FROM idx.blocks WHERE block BETWEEN ? AND ? AND (min_at < ? OR max_at > ?)';
    const middle = Math.floor((a + b) / 2);
    const ask = (what: 'min' | 'max', low: number, high: number): number | null =>
      this.#database.prepare(`SELECT ${what}(block) ${partly}`).pluck().get(low, high, from, to) as
        | number
        | null;
    const first = (ask('max', a, middle) ?? a - 1) + 1;
    const last = (ask('min', middle + 1, b) ?? b + 1) - 1;
    return { first: first * TIME_BLOCK + 1, last: (last + 1) * TIME_BLOCK };
  }

  /** Lets go of the files, so that they can be rewritten; the search must be opened anew afterwards. */
  async close(): Promise<void> {
    if (!this.#ended) {
      const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
      this.#worker.postMessage('end');
      await ended;
    }
    this.#database.close();
  }
}

function entriesOf(from: string): string {
  return from === BY_INDEX ? WITH_ENTRIES : from;
}

/** The filter as an FTS5 query. */
function matchOf(filter: EntryFilter): string {
  const parts = Object.entries(filter.terms).map(([field, values]) => {
    const alternatives = values.map((value) => `"${fieldTerm(field as TermField, value)}"`);
    return alternatives.length === 1 ? (alternatives[0] ?? '') : `(${alternatives.join(' OR ')})`;
  });
  const words = foldedWords(filter.q ?? '');
  words.forEach((word, i) => void parts.push(i === words.length - 1 ? `"${word}"*` : `"${word}"`));
  return parts.length === 0 ? '"nothing at all"' : parts.join(' AND ');
}
