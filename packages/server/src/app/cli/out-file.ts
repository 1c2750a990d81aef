import {
  closeSync,
  fsyncSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { Writable } from 'node:stream';
import { CommandFailed } from './command.ts';

/** @throws CommandFailed when it is there already where it must not be (`wx`), or cannot be made */
function openFor(out: string, path: string, flags: 'w' | 'wx', mode: number): number {
  try {
    return openSync(path, flags, mode);
  } catch (error) {
    const isThere = codeOf(error) === 'EEXIST';
    throw new CommandFailed(isThere ? `${out} is there already` : `${out} cannot be written`, 2);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Of what cannot even be looked at, opening it tells more. */
function lookAt(path: string, look: typeof statSync): Stats | undefined {
  try {
    return look(path);
  } catch {
    return undefined;
  }
}

/**
 * Where the file of a command goes: to what a link leads to, and never into the place of what is no file.
 * @throws CommandFailed
 */
function placeOf(out: string): string {
  const found = lookAt(out, statSync);
  if (found?.isDirectory()) throw new CommandFailed(`${out} is a directory`, 2);
  if (found?.isFile() === false) throw new CommandFailed(`${out} is no file but a device or a pipe`, 2);
  if (!lookAt(out, lstatSync)?.isSymbolicLink()) return out;
  if (found === undefined) throw new CommandFailed(`${out} is a link that leads nowhere`, 2);
  return realpathSync(out);
}

/** Makes the file that a command writes, which must not be there yet. @throws CommandFailed */
export function newFile(out: string): number {
  return openFor(out, out, 'wx', 0o600);
}

/** Takes what is streamed into an open file, which stays open: a stream of the system's would close it where a write fails. */
export function streamInto(file: number, seen: (chunk: Buffer) => void): Writable {
  return new Writable({
    write(chunk: Buffer, _, done) {
      try {
        writeFileSync(file, chunk);
        seen(chunk);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

/**
 * Writes the file of a command: opened before anything is asked, since what cannot be written must not be recorded as given, and
 * in its place once it is whole. @throws CommandFailed
 */
export async function intoFile<T>(out: string, mode: number, fill: (file: number) => Promise<T>): Promise<T> {
  const place = placeOf(out);
  const draft = `${place}.part`;
  const file = openFor(out, draft, 'w', mode);
  let filled: T;
  try {
    filled = await fill(file);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw whyNotWritten(out, error);
  } finally {
    closeSync(file);
  }
  try {
    renameSync(draft, place);
  } catch {
    // It is recorded as given: what was written stays.
    throw new CommandFailed(`${out} cannot be written; it is in ${draft}`, 2);
  }
  return filled;
}

const OF_THE_DISK: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  EFBIG: 'it would be longer than a file may be',
};

function whyNotWritten(out: string, error: unknown): unknown {
  const why = OF_THE_DISK[codeOf(error)];
  return why === undefined ? error : new CommandFailed(`${out} cannot be written: ${why}`, 2);
}
