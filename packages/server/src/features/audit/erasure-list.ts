import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { makeFolder } from '../../platform/config/make-folder.ts';

/**
 * Who was erased, kept outside the database and outside every backup: a restore replays it before the desk opens, so
 * that nobody comes back with an old file. Holds opaque keys' names and Ref IDs, nothing of the person.
 */
const line = z.object({
  at: z.string(),
  refIds: z.array(z.string()),
  subjects: z.array(z.string()),
  reason: z.string(),
});
export type Erasure = z.infer<typeof line>;

/** The erasure list cannot be read: nothing may be opened on top of it. */
export class ErasureListBroken extends Error {
  override readonly name = 'ErasureListBroken';
}

export class ErasureList {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the list where there is none: that it is there then says that it was copied along. */
  make(): void {
    makeFolder(dirname(this.path));
    closeSync(openSync(this.path, 'a', 0o600));
  }

  /** Adds a line; it is on disk when this returns. @throws Error from the file system: then nothing was added */
  add(erasure: Erasure): void {
    makeFolder(dirname(this.path));
    const file = openSync(this.path, 'a+', 0o600);
    const whole = wholeLines(file);
    try {
      ftruncateSync(file, whole);
      writeFileSync(file, textOf(erasure));
      fsyncSync(file);
    } catch (error) {
      ftruncateSync(file, whole);
      throw error;
    } finally {
      closeSync(file);
    }
  }

  /**
   * Takes the line of an erasure off that did not happen; all others stay. @throws ErasureListBroken, Error from the file system:
   * then nothing was taken off
   */
  takeOff(erasure: Erasure): void {
    if (this.#cutLast(textOf(erasure))) return;
    const lines = this.all().map(textOf);
    const place = lines.lastIndexOf(textOf(erasure));
    if (place === -1) return;
    const draft = `${this.path}.draft`;
    const file = openSync(draft, 'w', 0o600);
    try {
      writeFileSync(file, lines.toSpliced(place, 1).join(''));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, this.path);
  }

  // A full disk has no room for another file.
  #cutLast(text: string): boolean {
    if (!existsSync(this.path) || !readFileSync(this.path, 'utf8').endsWith(text)) return false;
    const file = openSync(this.path, 'r+');
    try {
      ftruncateSync(file, fstatSync(file).size - Buffer.byteLength(text));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return true;
  }

  /** All lines, oldest first; a last line cut off by a crash is left out. @throws ErasureListBroken */
  all(): Erasure[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, 'utf8').split('\n');
    const cutOff = lines.pop();
    if (cutOff === undefined) return [];
    return lines.filter((text) => text !== '').map((text, i) => this.#read(text, i + 1));
  }

  #read(text: string, number: number): Erasure {
    try {
      return line.parse(JSON.parse(text));
    } catch {
      throw new ErasureListBroken(`${this.path}: line ${number} is not an erasure`);
    }
  }
}

const textOf = (erasure: Erasure): string => `${JSON.stringify(line.parse(erasure))}\n`;

// A line that a crash or a full disk cut off never counted; what comes after must not be appended to it.
function wholeLines(file: number): number {
  const byte = Buffer.alloc(1);
  for (let end = fstatSync(file).size; end > 0; end--) {
    readSync(file, byte, 0, 1, end - 1);
    if (byte[0] === 0x0a) return end;
  }
  return 0;
}
