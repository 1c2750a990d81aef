import { allActions } from '@srs-desk/shared/audit/actions.ts';
import { parseEntry, parseEntryByRule } from '@srs-desk/shared/audit/entry.ts';
import { isReadableKey } from '@srs-desk/shared/audit/readable-key.fixture.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { LogFile } from '../../src/features/audit/log/log-file.ts';
import { entryRow } from '../../src/features/audit/log/queries.ts';
import { checkBlock } from '../../src/features/audit/verify/check-block.ts';
import { openReader, type Reader } from '../../src/platform/db/reader.ts';
import type { EntryDraft } from '../../src/platform/ledger/entry-draft.ts';
import { LeafHasher } from '../../src/platform/ledger/leaf-hasher.ts';
import { entryOf, textOf } from '../../src/platform/ledger/stored-entry.ts';
import { type LogFixture, openLog } from '../audit/log-fixture.ts';

let log: LogFixture;
let reader: Reader;
beforeAll(async () => {
  log = await openLog();
  reader = openReader(log.path);
});
afterAll(async () => {
  reader.close();
  await log.close();
  log.remove();
});

const odd = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom('"', '\\', '\u0000', '\u2028', 'ä', '\u{1f431}', 'r-7', '","refId":"x', 'kind', ' '),
);
const key = odd.filter(isReadableKey);
const maybe = fc.option(odd, { nil: undefined });
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    odd,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(key, tie('any'), { maxKeys: 3 }),
  ),
})).any;
const detail = fc.dictionary(
  fc.oneof(key, fc.constantFrom('origin', 'sealed', 'detail', '__proto__')),
  value,
  {
    maxKeys: 4,
  },
);
const drafts = fc.record({
  action: fc.constantFrom(...allActions()),
  actor: odd,
  origin: fc.constantFrom(undefined, 'sync', 'user'),
  refId: maybe,
  orderId: maybe,
  externalId: maybe,
  callId: fc.option(fc.maxSafeInteger(), { nil: undefined }),
  subject: odd,
  operation: maybe,
  outcome: maybe,
  target: maybe,
  detail,
  sealed: fc.option(fc.dictionary(key, odd, { maxKeys: 2 }), { nil: undefined }),
  at: fc.integer({ min: Date.UTC(1, 0, 1), max: Date.UTC(9999, 11, 31) }),
});

it('whatever is written down: its row spells the text that was hashed, and reads as that text does', async () => {
  const hasher = new LeafHasher();
  await fc.assert(
    fc.asyncProperty(fc.array(drafts, { minLength: 1, maxLength: 8 }), async (some) => {
      const recorded = await log.ledger.record([], some as EntryDraft[]);
      if (!recorded.ok) throw new Error(recorded.code);
      for (const seq of recorded.seqs) {
        const row = entryRow(reader, seq);
        if (row === undefined) throw new Error(`entry ${seq} is not there`);
        expect(row.text).toBeNull();
        expect(hasher.hash(textOf(row)).equals(row.hash)).toBe(true);
        expect(entryOf(row)).toEqual(parseEntryByRule(textOf(row)));
      }
    }),
    { numRuns: 300 },
  );
  const file = new LogFile(log.path);
  const { lastSeq } = file.extent();
  const report = checkBlock(file, { from: 1, to: lastSeq, lastSeq, firstSeq: 1, depth: 'all' });
  file.close();
  expect(report.finding?.code ?? 'none').not.toMatch(/hash|chain|bytes|column/);
});

it('a row whose columns are no entry is read as its text is: refused, or the same', async () => {
  const kept = await log.ledger.record([], [{ action: 'system.start', actor: 'system', detail: { a: 1 } }]);
  const row = kept.ok ? entryRow(reader, kept.seqs[0] ?? 0) : undefined;
  if (row === undefined) throw new Error('the entry is not there');
  const outcome = (read: () => unknown): unknown => {
    try {
      return read();
    } catch {
      return 'refused';
    }
  };
  const strange = fc.oneof(
    odd,
    fc.constant(''),
    fc.constantFrom(
      '{}',
      '{},"externalId":"X"',
      '{"a":1,"a":2}',
      '{"b":1,"a":2}',
      '[]',
      '{"a":1.5}',
      '{"a":"\\ud800"}',
    ),
  );
  const changes = fc.record(
    {
      detail: strange,
      actor: strange,
      refId: strange,
      outcome: strange,
      sealed: fc.string(),
      uuid: strange,
      at: fc.double(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(changes, (change) => {
      const changed = { ...row, ...change };
      const read = outcome(() => entryOf(changed));
      const text = outcome(() => parseEntry(textOf(changed)));
      // A detail that goes on past its end would make fields of an entry: it is refused, whatever its text says.
      if (read !== 'refused') expect(read).toEqual(text);
      else if (text !== 'refused')
        expect(change.detail).not.toBe(JSON.stringify(parseEntry(textOf(changed)).detail));
    }),
    { numRuns: 2000 },
  );
});
