import { openReader, type Reader } from '../../../platform/db/reader.ts';
import { textOf } from '../../../platform/ledger/stored-entry.ts';
import type { EntryFilter } from './entry-filter.ts';
import { EntryFinder, type EntryPage } from './entry-finder.ts';
import { toAuditEntry } from './entry-row.ts';
import { Vocabulary } from './vocabulary.ts';

/** Where the search index lies: a file of its own. */
interface Indexed {
  indexPath: string;
}

/** Looks with a connection of its own, which ends with the look: the index may be put anew at any time. */
function withFinder<T>({ path }: Reader, indexPath: string, look: (finder: EntryFinder) => T): T {
  const reader = openReader(path);
  try {
    reader.connection.sql('ATTACH ? AS idx').run(indexPath);
    return look(new EntryFinder(reader, new Vocabulary(reader.connection)));
  } finally {
    reader.close();
  }
}

/** What the read thread finds in the log: words may stand in any number of entries. */
export const logReads = {
  /** A page, as JSON, with its total; where many have each word and few have all of them, it is looked for so long (ms). */
  'log.find': (
    reader: Reader,
    { page, longestMs, indexPath }: Indexed & { page: EntryPage; longestMs: number },
  ) => {
    const until = performance.now() + longestMs;
    return withFinder(reader, indexPath, (finder) => {
      const { rows, ...found } = finder.find(page, () => performance.now() >= until);
      return { ...found, json: Buffer.from(JSON.stringify(rows.map(toAuditEntry))), count: rows.length };
    });
  },
  /** How many there are, where they begin and end, and whether they are all that lie between. */
  'log.extent': (reader: Reader, { filter, indexPath }: Indexed & { filter: EntryFilter }) =>
    withFinder(reader, indexPath, (finder) => {
      const [lowest, highest] = (['ASC', 'DESC'] as const).map(
        (order) => finder.page({ filter, offset: 0, limit: 1, order })[0]?.seq,
      );
      if (lowest === undefined || highest === undefined) return { ...finder.count(filter), ends: null };
      const isWhole = finder.countBetween(filter, lowest, highest) === highest - lowest + 1;
      return { ...finder.count(filter), ends: { lowest, highest, isWhole } };
    }),
  /** The next entries after a number, oldest first. */
  'log.after': (
    reader: Reader,
    {
      filter,
      seq,
      upTo,
      limit,
      indexPath,
    }: Indexed & { filter: EntryFilter; seq: number; upTo: number; limit: number },
  ) =>
    withFinder(reader, indexPath, (finder) =>
      finder.after(filter, seq, upTo, limit).map((row) => ({ text: textOf(row), entry: toAuditEntry(row) })),
    ),
};

type LogReads = typeof logReads;

declare module '../../../platform/threads/reads.ts' {
  interface Reads extends LogReads {}
}
