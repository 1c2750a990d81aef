import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { parseNote } from '@srs-desk/shared/audit/note.ts';
import { type LogPlace, placeOf } from '@srs-desk/shared/audit/statement.ts';
import { makeFolder } from '../../platform/config/make-folder.ts';

/** Writes a file so that it is either there whole or not at all. */
export function writeWhole(path: string, content: string | Uint8Array, mode = 0o644): void {
  const draft = `${path}.part`;
  const file = openSync(draft, 'w', mode);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Name of an exported checkpoint's file, and of its time stamp's: in the order of their sizes, and apart from those of a life that a restore ended. */
function checkpointFileName(note: string, ending: 'note' | 'tsr'): string {
  const { epoch, size }: LogPlace = placeOf(parseCheckpoint(parseNote(note).text));
  const life = epoch === 1 ? '' : `.epoch-${epoch}`;
  return `checkpoint-${String(size).padStart(12, '0')}${life}.${ending}`;
}

/** Where the newest checkpoint lies in a directory of exported ones. */
export function latestPath(directory: string): string {
  return join(directory, 'latest.note');
}

/** Puts a checkpoint into the directory, with the public key beside it. @throws Error from the file system */
export function exportToDirectory(directory: string, note: string, publicKey: string): void {
  makeFolder(directory, 0o777);
  writeWhole(join(directory, 'log.vkey'), `${publicKey}\n`);
  writeWhole(join(directory, checkpointFileName(note, 'note')), note);
  writeWhole(latestPath(directory), note);
  syncFolder(directory);
}

/** Puts what a time-stamping authority answered beside its checkpoint. @throws Error from the file system */
export function stampToDirectory(directory: string, note: string, answer: Uint8Array): void {
  makeFolder(directory, 0o777);
  writeWhole(join(directory, checkpointFileName(note, 'tsr')), answer);
  syncFolder(directory);
}
