import type { Readable } from 'node:stream';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import type { TableSource } from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';

/** More parts than any workbook has. */
const MOST_PARTS = 10_000;

/** The parts of a ZIP file by their names. */
export interface ZipParts {
  readonly names: readonly string[];
  /** A part unpacked, piece by piece. @throws UnreadableTable `too_large` */
  unpack(name: string): AsyncGenerator<Buffer>;
  close(): void;
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    entries.set(entry.fileName, entry);
    if (entries.size > MOST_PARTS) throw new Error('too many parts');
  }
  return entries;
}

/**
 * Opens a ZIP file of which all that is unpacked together may be `mostBytes`; what it says of its own sizes is not
 * believed, but counted. To be closed. Throws what the file's damage makes of it.
 */
export async function openZip(source: TableSource, mostBytes: number): Promise<ZipParts> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false };
  const zip = await (typeof source === 'string'
    ? openPromise(source, options)
    : fromBufferPromise(source, options));
  let unpacked = 0;
  async function* unpack(entry: Entry): AsyncGenerator<Buffer> {
    const stream: Readable = await zip.openReadStreamPromise(entry);
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpacked += chunk.length;
        if (unpacked > mostBytes) throw tooLarge(mostBytes);
        yield chunk;
      }
    } finally {
      stream.destroy();
    }
  }
  try {
    const entries = await entriesOf(zip);
    return {
      names: [...entries.keys()],
      async *unpack(name) {
        const entry = entries.get(name);
        if (entry !== undefined) yield* unpack(entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

function tooLarge(mostBytes: number): UnreadableTable {
  const most = `${mostBytes / 1024 / 1024} MiB`;
  return new UnreadableTable(
    'too_large',
    `The workbook unpacks to more than ${most}: save it as CSV, or split it.`,
  );
}
