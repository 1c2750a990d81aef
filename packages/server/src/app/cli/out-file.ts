import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { CommandFailed } from './command.ts';

/** @throws CommandFailed when it is there already where it must not be (`wx`), or cannot be made */
function openFor(out: string, path: string, flags: 'w' | 'wx', mode: number): number {
  try {
    return openSync(path, flags, mode);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new CommandFailed(isThere ? `${out} is there already` : `${out} cannot be written`, 2);
  }
}

/** Of what cannot even be looked at, opening it tells more. */
function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Makes the file that a command writes, which must not be there yet. @throws CommandFailed */
export function newFile(out: string): number {
  return openFor(out, out, 'wx', 0o600);
}

/**
 * Writes the file of a command: opened before anything is asked, since what cannot be written must not be recorded as given, and
 * in its place once it is whole. @throws CommandFailed
 */
export async function intoFile<T>(out: string, mode: number, fill: (file: number) => Promise<T>): Promise<T> {
  if (isDirectory(out)) throw new CommandFailed(`${out} is a directory`, 2);
  const draft = `${out}.part`;
  const file = openFor(out, draft, 'w', mode);
  let filled: T;
  try {
    filled = await fill(file);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  try {
    renameSync(draft, out);
  } catch {
    // It is recorded as given: what was written stays.
    throw new CommandFailed(`${out} cannot be written; it is in ${draft}`, 2);
  }
  return filled;
}
