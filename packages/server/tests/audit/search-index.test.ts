import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import { differenceLine } from '../../src/features/audit/facts/report-lines.ts';
import { EntrySearch } from '../../src/features/audit/log/entry-search.ts';
import { SearchIndexWriter, searchIndexPath } from '../../src/features/audit/log/search-index.ts';
import { fieldTerm } from '../../src/features/audit/log/search-terms.ts';
import { fill, type LogFixture, openLog } from './log-fixture.ts';

describe('the search index over the log', () => {
  let log: LogFixture;
  let index: string;

  const opened = () => {
    const writer = new SearchIndexWriter(log.path, index);
    while (writer.catchUp(500) > 0);
    writer.close();
    return writer.lacked;
  };
  /** As somebody does who wants an entry found no more: contentless rows go by what they hold. */
  function forget(seq: number): void {
    const database = new Database(index);
    const text = `${fieldTerm('kind', 'act')} ${fieldTerm('action', 'order.cancel')}`;
    database.prepare("INSERT INTO terms (terms, rowid, text) VALUES ('delete', ?, ?)").run(seq, text);
    database.close();
  }
  const facts = async () => (await checkFacts({ path: log.path })).differences.map(differenceLine);

  beforeAll(async () => {
    log = await openLog();
    index = searchIndexPath(join(log.path, '..'));
    await fill(log, 10);
    await log.close();
    opened();
  });
  afterAll(() => log.remove());

  it('tells of no lag while it is being opened', async () => {
    const search = new EntrySearch(log.path, index);
    expect(search.lag()).toBe(0);
    expect(await search.caughtUp(20_000)).toBe(true);
    await search.close();
  });

  it('leaves nobody waiting where it is closed before it is open', async () => {
    const search = new EntrySearch(log.path, index);
    const waits = expect(search.caughtUp(20_000)).rejects.toMatchObject({ code: 'desk_stops' });
    await search.close();
    await waits;
    expect([search.lag(), search.ended]).toEqual([0, true]);
    const other = new EntrySearch(log.path, index);
    expect(await other.caughtUp(20_000)).toBe(true);
    await other.close();
  });

  it('agrees with the log when nothing was done to it', async () => {
    expect(opened()).toBe(0);
    expect(await facts()).toEqual([]);
  });

  it('from which an entry was taken is named by the verification, and made anew at the next start', async () => {
    forget(9);
    expect(await facts()).toEqual(['audit-index order.cancel, entries: made anew it is 10, the table 9']);
    expect(opened()).toBe(1);
    expect(opened()).toBe(0);
    expect(await facts()).toEqual([]);
  });
});
