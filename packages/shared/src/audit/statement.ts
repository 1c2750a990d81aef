import { fromBase64, toBase64 } from './byte-text.ts';
import type { Sha256 } from './chain.ts';
import { type Checkpoint, formatCheckpoint, parseCheckpoint } from './checkpoint.ts';
import {
  cosignNote,
  NoteFormatError,
  type NoteSigner,
  parseNote,
  parseVerifierKey,
  type VerifierKey,
} from './note.ts';

/**
 * A place in the log: each restore of a backup begins an epoch, counted from 1; within one the log grows. Places are ordered by
 * epoch first, for what an earlier epoch had beyond a restore is no part of the log any more.
 */
export type LogPlace = { readonly epoch: number; readonly size: number };

/** The last checkpoint of the life that a restore ended, as far as one was known. */
export type LostEnd = LogPlace & { readonly root: Uint8Array };

/** Says that the log went on from a restored state: the checkpoint is the tree just before the entry that carries it. */
export type RestoreStatement = {
  readonly kind: 'restore';
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** The epoch that begins. */
  readonly epoch: number;
  /** The time of the backup (ISO); null for a file that was put back by hand. */
  readonly backupOf: string | null;
  readonly lost: LostEnd | null;
};

/** Says that another key signs from here on; signed by both. */
export type RotationStatement = {
  readonly kind: 'rotation';
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly from: VerifierKey;
  readonly to: VerifierKey;
};

export type Statement = RestoreStatement | RotationStatement;

const BY_HAND = 'file';

function lineOf({ extensions }: Checkpoint, name: string): string | null {
  const line = extensions.find((extension) => extension.startsWith(`${name} `));
  return line?.slice(name.length + 1) ?? null;
}

function countOf(text: string | undefined, name: string): number {
  if (text === undefined || !/^[1-9]\d{0,14}$/.test(text))
    throw new NoteFormatError(`${name} is not a count`);
  return Number(text);
}

/** The place that a checkpoint speaks of. @throws NoteFormatError when its epoch is none */
export function placeOf(checkpoint: Checkpoint): LogPlace {
  const epoch = lineOf(checkpoint, 'epoch');
  return { epoch: epoch === null ? 1 : countOf(epoch, 'the epoch'), size: checkpoint.size };
}

/** Whether `place` lies after `other`. */
export function isAfter(place: LogPlace, other: LogPlace): boolean {
  return place.epoch === other.epoch ? place.size > other.size : place.epoch > other.epoch;
}

/** Lines of a checkpoint besides size and root: when it was signed (ISO), and in which epoch. */
export function checkpointLines(at: string, epoch: number): string[] {
  return [`at ${at}`, ...(epoch > 1 ? [`epoch ${epoch}`] : [])];
}

type Base = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly at: string;
};

/** The signed note of a restore over the tree from which the log goes on. */
export function restoreNote(
  { at, ...base }: Base,
  { epoch, backupOf, lost }: Pick<RestoreStatement, 'epoch' | 'backupOf' | 'lost'>,
  signer: NoteSigner,
): string {
  const extensions = [
    ...checkpointLines(at, epoch),
    `restored-from ${backupOf ?? BY_HAND}`,
    ...(lost === null ? [] : [`lost ${lost.epoch} ${lost.size} ${toBase64(lost.root)}`]),
  ];
  return cosignNote(formatCheckpoint({ ...base, extensions }), [signer]);
}

/** The note that hands over from one key to the next over the tree as it stands, signed by both. */
export function rotationNote(
  { at, epoch, ...base }: Base & { readonly epoch: number },
  from: NoteSigner & { readonly text: string },
  to: NoteSigner & { readonly text: string },
): string {
  const extensions = [...checkpointLines(at, epoch), `key-from ${from.text}`, `key-to ${to.text}`];
  return cosignNote(formatCheckpoint({ ...base, extensions }), [from, to]);
}

/** Reads a statement without checking its signatures. @throws NoteFormatError when it is none */
export function readStatement(sha256: Sha256, note: string): Statement {
  const checkpoint = parseCheckpoint(parseNote(note).text);
  const to = lineOf(checkpoint, 'key-to');
  if (to !== null) {
    const from = parseVerifierKey(sha256, lineOf(checkpoint, 'key-from') ?? '');
    return { kind: 'rotation', note, checkpoint, from, to: parseVerifierKey(sha256, to) };
  }
  const restored = lineOf(checkpoint, 'restored-from');
  if (restored === null) throw new NoteFormatError('it is neither a restore nor a rotation of the key');
  const { epoch } = placeOf(checkpoint);
  if (epoch < 2) throw new NoteFormatError('a restore begins an epoch of its own');
  const backupOf = restored === BY_HAND ? null : restored;
  return { kind: 'restore', note, checkpoint, epoch, backupOf, lost: lostEnd(checkpoint) };
}

function lostEnd(checkpoint: Checkpoint): LostEnd | null {
  const lost = lineOf(checkpoint, 'lost');
  if (lost === null) return null;
  const [epoch, size, root = '', ...more] = lost.split(' ');
  if (more.length > 0 || !/^[A-Za-z0-9+/]{43}=$/.test(root))
    throw new NoteFormatError('the lost end is malformed');
  return { epoch: countOf(epoch, 'the epoch'), size: countOf(size, 'the size'), root: fromBase64(root) };
}
