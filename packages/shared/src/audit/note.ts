import { ByteTextError, fromBase64, sameBytes, toBase64, toHex } from './byte-text.ts';
import type { Sha256 } from './chain.ts';

/** Ed25519, handed in: `sign(message)` with the log's key, 64 bytes. */
export type Sign = (message: Uint8Array) => Uint8Array;
/** Ed25519 check: the raw 32-byte public key, the message, the 64-byte signature. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** A C2SP signed note or a verifier key that cannot be read. */
export class NoteFormatError extends Error {
  override readonly name = 'NoteFormatError';
}

type NoteSignature = {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
};
type SignedNote = { readonly text: string; readonly signatures: readonly NoteSignature[] };
export type VerifierKey = {
  readonly name: string;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
};
/** A key that can sign notes. */
export type NoteSigner = { readonly name: string; readonly keyId: Uint8Array; readonly sign: Sign };

const ED25519 = 0x01;
const KEY_ID_BYTES = 4;
const encoder = new TextEncoder();

function checkName(name: string): void {
  if (name === '' || /[\s+]/u.test(name))
    throw new NoteFormatError('a key name has no spaces and no plus sign');
}

/** Key ID of an Ed25519 key: first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key) (c2sp.org/signed-note). */
export function ed25519KeyId(sha256: Sha256, name: string, publicKey: Uint8Array): Uint8Array {
  checkName(name);
  const nameBytes = encoder.encode(name);
  const data = new Uint8Array(nameBytes.length + 2 + publicKey.length);
  data.set(nameBytes, 0);
  data[nameBytes.length] = 0x0a;
  data[nameBytes.length + 1] = ED25519;
  data.set(publicKey, nameBytes.length + 2);
  return sha256(data).slice(0, KEY_ID_BYTES);
}

/** The public key as text, `name+hex(key id)+base64(0x01 ‖ key)`: what one hands to an auditor. */
export function formatVerifierKey(sha256: Sha256, name: string, publicKey: Uint8Array): string {
  const typed = new Uint8Array(1 + publicKey.length);
  typed[0] = ED25519;
  typed.set(publicKey, 1);
  return `${name}+${toHex(ed25519KeyId(sha256, name, publicKey))}+${toBase64(typed)}`;
}

/** Reads {@link formatVerifierKey}'s text and checks its key ID. Throws {@link NoteFormatError}. */
export function parseVerifierKey(sha256: Sha256, text: string): VerifierKey {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text.trim());
  const [, name, idHex, encoded] = match ?? [];
  if (name === undefined || idHex === undefined || encoded === undefined) {
    throw new NoteFormatError('not a verifier key (name+id+key)');
  }
  const typed = decode(encoded);
  if (typed[0] !== ED25519 || typed.length !== 33) throw new NoteFormatError('not an Ed25519 verifier key');
  const publicKey = typed.slice(1);
  const keyId = ed25519KeyId(sha256, name, publicKey);
  if (toHex(keyId) !== idHex) throw new NoteFormatError('the key ID does not belong to this key');
  return { name, keyId, publicKey };
}

/** Signs `text` (which ends in a newline) and gives the whole note. Throws {@link NoteFormatError}. */
export function signNote(text: string, key: { name: string; keyId: Uint8Array }, sign: Sign): string {
  return cosignNote(text, [{ ...key, sign }]);
}

/** As {@link signNote}, by several keys, one signature line each. */
export function cosignNote(text: string, signers: readonly NoteSigner[]): string {
  if (!text.endsWith('\n') || hasControl(text))
    throw new NoteFormatError('a note is text and ends in a newline');
  const message = encoder.encode(text);
  const lines = signers.map(({ name, keyId, sign }) => {
    checkName(name);
    const signature = sign(message);
    const blob = new Uint8Array(KEY_ID_BYTES + signature.length);
    blob.set(keyId, 0);
    blob.set(signature, KEY_ID_BYTES);
    return `— ${name} ${toBase64(blob)}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

/** Splits a note into its text and its signature lines. Throws {@link NoteFormatError}. */
export function parseNote(note: string): SignedNote {
  if (hasControl(note)) throw new NoteFormatError('a note has no control characters');
  const at = note.lastIndexOf('\n\n');
  if (at < 0 || !note.endsWith('\n'))
    throw new NoteFormatError('a note has a text, a blank line and signatures');
  const lines = note.slice(at + 2).split('\n');
  lines.pop();
  if (lines.length === 0) throw new NoteFormatError('the note is not signed');
  return { text: note.slice(0, at + 1), signatures: lines.map(parseSignature) };
}

/** Whether one of the note's signatures is this key's and good. A line of another key says nothing either way. */
export function noteIsSignedBy(note: SignedNote, key: VerifierKey, verify: Verify): boolean {
  const message = encoder.encode(note.text);
  return note.signatures.some(
    (line) =>
      line.name === key.name &&
      sameBytes(line.keyId, key.keyId) &&
      line.signature.length === 64 &&
      verify(key.publicKey, message, line.signature),
  );
}

function parseSignature(line: string): NoteSignature {
  const match = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
  const [, name, encoded] = match ?? [];
  if (name === undefined || encoded === undefined) throw new NoteFormatError('a signature line is malformed');
  const blob = decode(encoded);
  if (blob.length <= KEY_ID_BYTES) throw new NoteFormatError('a signature is too short');
  return { name, keyId: blob.slice(0, KEY_ID_BYTES), signature: blob.slice(KEY_ID_BYTES) };
}

function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (error instanceof ByteTextError) throw new NoteFormatError(error.message);
    throw error;
  }
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit < 0x20 && unit !== 0x0a) || unit === 0x7f) return true;
  }
  return false;
}
