import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { guessColumns, headerKey } from '@srs-desk/shared/billing/invoice-columns.ts';
import type { InvoiceFileView } from '@srs-desk/shared/billing/wire.ts';
import { GATEWAY_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Config } from '../../../platform/config/config.ts';
import type { Desk } from '../../../platform/desk.ts';
import { DeskError, NotFound, Unavailable } from '../../../platform/errors.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import type { Table } from './invoice-work.ts';
import { findInvoiceByHash, readMappings } from './queries.ts';
import { runInvoiceWork } from './run-invoice-work.ts';
import { progressOf } from './running-imports.ts';
import { UploadRoom } from './upload-room.ts';

const MIB = 1024 * 1024;

/** Largest invoice file, bytes. */
const LARGEST_FILE = 64 * MIB;

/** How long an uploaded file waits to become an invoice, ms. */
const KEPT_MS = 2 * 60 * 60 * 1000;

/** The file is larger than an invoice may be. */
export class FileTooLarge extends DeskError {
  override readonly name = 'FileTooLarge';
  constructor() {
    super('file_too_large', `The file is larger than ${LARGEST_FILE / MIB} MiB: split it by month or part.`);
  }
}

/** Files of one user that wait to become invoices; the oldest goes for one more. */
const WAITING = 10;

/** An uploaded file that is kept for a while. */
interface KeptFile {
  readonly id: string;
  readonly path: string;
  readonly fileName: string;
  readonly hash: string;
  readonly size: number;
  readonly at: number;
  readonly by: string;
}

interface Uploads {
  /** By their ids, the oldest first. */
  readonly files: Map<string, KeptFile>;
  readonly room: UploadRoom;
}

const uploads = new WeakMap<Ledger, Uploads>();

function uploadsOf({ ledger }: Desk): Uploads {
  const known = uploads.get(ledger) ?? { files: new Map<string, KeptFile>(), room: new UploadRoom() };
  uploads.set(ledger, known);
  return known;
}

const filesOf = (desk: Desk): Map<string, KeptFile> => uploadsOf(desk).files;

function folderOf(config: Config): string {
  return join(config.dataDir, 'uploads');
}

/** Deletes files that nobody turned into an invoice in time, and any that a crash left behind. */
async function sweep(desk: Desk, folder: string): Promise<void> {
  const files = filesOf(desk);
  const now = desk.clock.now();
  for (const file of files.values()) if (now - file.at > KEPT_MS) await dropFile(desk, file.id);
  for (const name of await readdir(folder)) {
    if (files.has(name)) continue;
    const path = join(folder, name);
    const age = Date.now() - ((await stat(path).catch(() => null))?.mtimeMs ?? Date.now());
    if (age > KEPT_MS) await rm(path, { force: true });
  }
}

/** The files that are not being imported, the oldest first. */
function waitingFiles(desk: Desk): KeptFile[] {
  return [...filesOf(desk).values()].filter(({ id }) => progressOf(desk.ledger, id) === null);
}

/** Takes room for so many bytes more; gives the files that go for it. @throws TooMany `uploads_full`, Unavailable `disk_low` */
function takeRoom(desk: Desk, by: string, bytes: number): readonly string[] {
  const { files, room } = uploadsOf(desk);
  const free = desk.freeSpace.mib() - (room.underWay + bytes) / MIB;
  if (free < desk.settings.get(GATEWAY_SETTING).refuseBelowMib)
    throw new Unavailable('disk_low', 'The disk of the desk is nearly full, so the file was not taken in.');
  const waiting = new Set(waitingFiles(desk));
  const kept = [...files.values()].map((file) => ({ ...file, mayGo: waiting.has(file) }));
  return room.take(by, bytes, kept);
}

async function* limited(source: Readable, onChunk: (chunk: Buffer) => Promise<void>): AsyncGenerator<Buffer> {
  let size = 0;
  // Not destroyed when refused: the connection still has to carry the answer.
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_FILE) throw new FileTooLarge();
    await onChunk(chunk);
    yield chunk;
  }
}

/** Keeps a file; the oldest of its user's go, but for those that are being imported. */
async function keep(desk: Desk, file: KeptFile): Promise<void> {
  const files = filesOf(desk);
  files.set(file.id, file);
  const waiting = waitingFiles(desk).filter(({ by }) => by === file.by);
  for (const { id } of waiting.slice(0, Math.max(0, waiting.length - WAITING))) await dropFile(desk, id);
}

/**
 * Takes in an invoice file as a stream, keeps it aside, and looks at its first rows; stops at once when `gone`.
 * @throws FileTooLarge, Unprocessable when it is no table, TooMany `uploads_full`, Unavailable `disk_low`
 */
export async function receiveInvoiceFile(
  desk: Desk,
  by: string,
  fileName: string,
  declaredSize: number | null,
  source: Readable,
  gone: AbortSignal,
): Promise<InvoiceFileView> {
  if (declaredSize !== null && declaredSize > LARGEST_FILE) throw new FileTooLarge();
  const folder = folderOf(desk.config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await sweep(desk, folder);
  const id = randomUUID();
  const path = join(folder, id);
  const hash = createHash('sha256');
  let size = 0;
  let taken = 0;
  const take = async (bytes: number) => {
    const going = takeRoom(desk, by, bytes);
    taken += bytes;
    for (const old of going) await dropFile(desk, old);
  };
  const count = async (chunk: Buffer) => {
    hash.update(chunk);
    size += chunk.length;
    if (size > taken) await take(chunk.length);
  };
  try {
    await take(declaredSize ?? 0);
    await pipeline(limited(source, count), createWriteStream(path, { mode: 0o600 }), { signal: gone });
    const file = { id, path, fileName, hash: hash.digest('hex'), size, at: desk.clock.now(), by };
    const view = await preview(desk, file, {}, gone);
    await keep(desk, file);
    return view;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    uploadsOf(desk).room.give(by, taken);
  }
}

async function preview(
  desk: Desk,
  file: KeptFile,
  asked: Table,
  gone: AbortSignal,
): Promise<InvoiceFileView> {
  const { billingTimeZone: timeZone } = desk.config;
  const mappings = readMappings(desk.reader);
  const known = mappings.map((mapping) => mapping.headerKey);
  const { kind: _, ...found } = await runInvoiceWork(
    { kind: 'preview', path: file.path, known, timeZone, ...asked },
    { stopped: gone },
  );
  const key = headerKey(found.headers);
  return {
    id: file.id,
    fileName: file.fileName,
    size: file.size,
    ...found,
    guess: { ...guessColumns(found.headers) },
    remembered: mappings.map(({ supplier, headerKey: its, mapping }) => ({
      supplier,
      same: its === key,
      mapping,
    })),
    duplicateOf: findInvoiceByHash(desk.reader, file.hash),
  };
}

/** Looks at a file once more, with the lines in another sheet or below another row. @throws NotFound, Unprocessable */
export async function previewAgain(
  desk: Desk,
  by: string,
  id: string,
  asked: Table,
  gone: AbortSignal,
): Promise<InvoiceFileView> {
  return preview(desk, keptFile(desk, id, by), asked, gone);
}

/** A file that was taken in before, by whoever asks. @throws NotFound when it is gone or another's */
export function keptFile(desk: Desk, id: string, by: string): KeptFile {
  const file = filesOf(desk).get(id);
  if (file === undefined || file.by !== by) {
    throw new NotFound('invoice_file_not_found', 'This file is not here any more: upload it again.');
  }
  return file;
}

/** Forgets a file. */
export async function dropFile(desk: Desk, id: string): Promise<void> {
  const file = filesOf(desk).get(id);
  filesOf(desk).delete(id);
  if (file !== undefined) await rm(file.path, { force: true });
}
