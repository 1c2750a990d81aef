import { fromBase64, toBase64 } from './byte-text.ts';
import { HASH_BYTES } from './chain.ts';
import {
  NoteFormatError,
  noteIsSignedBy,
  parseNote,
  type Sign,
  signNote,
  type VerifierKey,
  type Verify,
} from './note.ts';

/**
 * What a checkpoint states (c2sp.org/tlog-checkpoint): that the log named `origin` had `size` entries and this root.
 * `extensions` are further signed lines; the desk writes `at <ISO time>` there.
 */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extensions: readonly string[];
};

/** The note's text. Throws {@link NoteFormatError} on an empty or broken line. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions } = checkpoint;
  if (!Number.isSafeInteger(size) || size < 0) throw new NoteFormatError('the size is not a count');
  if (root.length !== HASH_BYTES) throw new NoteFormatError('the root is not 32 bytes');
  const lines = [origin, String(size), toBase64(root), ...extensions];
  if (lines.some((line) => line === '' || line.includes('\n'))) {
    throw new NoteFormatError('a checkpoint line is empty or broken');
  }
  return `${lines.join('\n')}\n`;
}

/** Reads a checkpoint's text (without signatures). Throws {@link NoteFormatError}. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new NoteFormatError('a checkpoint ends in a newline');
  const [origin, size, root, ...extensions] = text.slice(0, -1).split('\n');
  if (origin === undefined || origin === '') throw new NoteFormatError('the origin line is missing');
  if (size === undefined || !/^(0|[1-9]\d*)$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new NoteFormatError('the size line is not a decimal number');
  }
  if (root === undefined || !/^[A-Za-z0-9+/]{43}=$/.test(root)) {
    throw new NoteFormatError('the root line is not the base64 of 32 bytes');
  }
  if (extensions.includes('')) throw new NoteFormatError('an extension line is empty');
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(root);
  } catch {
    throw new NoteFormatError('the root line is not canonical base64');
  }
  return { origin, size: Number(size), root: bytes, extensions };
}

/** Text and signature in one: the note to store and to export. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  key: { name: string; keyId: Uint8Array },
  sign: Sign,
): string {
  return signNote(formatCheckpoint(checkpoint), key, sign);
}

/**
 * Reads a signed checkpoint and checks it against the key. Throws {@link NoteFormatError} when it is malformed, is not
 * signed by the key, or names another origin than the key's name.
 */
export function openCheckpoint(note: string, key: VerifierKey, verify: Verify): Checkpoint {
  const parsed = parseNote(note);
  if (!noteIsSignedBy(parsed, key, verify)) throw new NoteFormatError('the signature is not by this key');
  const checkpoint = parseCheckpoint(parsed.text);
  if (checkpoint.origin !== key.name) throw new NoteFormatError('the checkpoint is of another log');
  return checkpoint;
}
