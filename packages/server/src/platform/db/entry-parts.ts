import { canonicalJson } from '@srs-desk/shared/audit/canonical.ts';
import { type EntryParts, entryTime, spellEntry } from '@srs-desk/shared/audit/entry-parts.ts';
import type { Database } from 'better-sqlite3';
import * as z from 'zod';
import { bytesOfUuid, uuidOfBytes } from './columns.ts';

type MaybeText = string | null;

/** What migration 0052 adds to the columns that it keeps. */
type Added = [uuid: Buffer, origin: MaybeText, detail: string, sealed: Buffer | null];

/** What the text of an entry says that no column said before. */
interface Inside {
  origin: MaybeText;
  sealed: Buffer | null;
  detail: string;
}

const maybeText = z.string().nullable();

/** The columns of a row of `entries` as they were before, in the order of the JSON array that they come in. */
const olderColumns = z.tuple([
  z.number(),
  z.number(),
  z.string(),
  z.string(),
  z.string(),
  z.string(),
  maybeText,
  maybeText,
  maybeText,
  z.number().nullable(),
  maybeText,
  maybeText,
  maybeText,
  maybeText,
]);

const given = z.tuple([z.string(), z.string(), z.instanceof(Buffer), z.instanceof(Buffer)]);

/**
 * Gives migration 0052 `entry_parts_of`: what a row of `entries` becomes, by its columns (a JSON array: a table function finds nothing
 * where one of its arguments is NULL), its text, the hash that it names as that of the row before, and the hash of that row.
 */
export function addEntryParts(database: Database): void {
  database.table('entry_parts_of', {
    columns: ['uuid', 'origin', 'detail', 'sealed', 'text'],
    parameters: ['columns', 'bytes', 'prev_hash', 'hash_before'],
    *rows(...values: unknown[]) {
      const [columns, bytes, prevHash, hashBefore] = given.parse(values);
      const { added, isSpelled } = addedTo(columns, bytes, hashBefore.toString('hex'));
      // A link beside the text that was not that of the chain goes with its column: the text stays to tell of it.
      yield [...added, isSpelled && prevHash.equals(hashBefore) ? null : bytes];
    },
  });
}

function addedTo(columns: string, bytes: string, hashBefore: string): { added: Added; isSpelled: boolean } {
  const [seq, at, ofUuid, kind, action, actor, ...about] = olderColumns.parse(JSON.parse(columns));
  const [refId, orderId, externalId, callId, subject, operation, outcome, target] = about;
  const uuid = bytesOfUuid(ofUuid) ?? Buffer.alloc(0);
  const kept = {
    ...{ seq, at: entryTime(at), uuid: uuidOfBytes(uuid), kind, action, actor, refId, orderId, externalId },
    ...{ callId: callId === null ? null : String(callId), subject, operation, outcome, target },
  };
  const inside = insideOf(bytes, kept, hashBefore);
  const { origin, detail, sealed } = inside;
  return { added: [uuid, origin, detail, sealed], isSpelled: spelled(kept, inside, hashBefore) === bytes };
}

type Columns = Omit<EntryParts, 'origin' | 'detail' | 'sealed'>;

function spelled(columns: Columns, { origin, sealed, detail }: Inside, hashBefore: string): string {
  const parts = { ...columns, origin, detail, sealed: sealed?.toString('base64url') };
  return spellEntry(parts, hashBefore);
}

/** Stands for a detail: no text of an entry has it, where it would be escaped. */
const MARK = '\u0000';

// Cut out by what stands around it: a fifth of the time that reading the text as JSON takes.
function insideOf(bytes: string, columns: Columns, hashBefore: string): Inside {
  const sealed = lastValue(bytes, 'sealed');
  const inside = {
    origin: lastValue(bytes, 'origin'),
    sealed: sealed === null ? null : Buffer.from(sealed, 'base64url'),
    detail: MARK,
  };
  const [head = '', tail = ''] = spelled(columns, inside, hashBefore).split(MARK);
  const isAround =
    bytes.length >= head.length + tail.length && bytes.startsWith(head) && bytes.endsWith(tail);
  if (!isAround) return readInside(bytes);
  return { ...inside, detail: bytes.slice(head.length, bytes.length - tail.length) };
}

/** The plain text of the last member of this name; null where there is none. */
function lastValue(bytes: string, name: string): string | null {
  const key = `,"${name}":"`;
  const at = bytes.lastIndexOf(key);
  if (at < 0) return null;
  const start = at + key.length;
  return bytes.slice(start, bytes.indexOf('"', start));
}

const text = z.object({
  origin: z.string().nullable().catch(null),
  sealed: z.string().nullable().catch(null),
  detail: z.unknown(),
});

/** As far as a text that is not what its columns spell can be read. */
function readInside(bytes: string): Inside {
  try {
    const { origin, sealed, detail } = text.parse(JSON.parse(bytes));
    return {
      origin,
      sealed: sealed === null ? null : Buffer.from(sealed, 'base64url'),
      detail: canonicalJson(detail),
    };
  } catch {
    return { origin: null, sealed: null, detail: '{}' };
  }
}
