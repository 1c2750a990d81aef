import {
  createHash,
  createPublicKey,
  sign as edSign,
  verify as edVerify,
  generateKeyPairSync,
} from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fromBase64, toHex } from './byte-text.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import {
  ed25519KeyId,
  formatVerifierKey,
  NoteFormatError,
  noteIsSignedBy,
  parseNote,
  parseVerifierKey,
} from './note.ts';

const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return edVerify(null, message, key, signature);
};

// Published example of the format's first implementation (golang.org/x/mod/sumdb/note).
const GO_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const GO_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const pair = generateKeyPairSync('ed25519');
const publicKey = new Uint8Array(
  pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI.length),
);
const origin = 'desk.example/3f2a';
const keyId = ed25519KeyId(sha256, origin, publicKey);
const key = { name: origin, keyId, publicKey };
const sign = (message: Uint8Array): Uint8Array => edSign(null, message, pair.privateKey);
const checkpoint = {
  origin,
  size: 42,
  root: sha256(new Uint8Array(1)),
  extensions: ['at 2026-11-24T04:00:00.000Z'],
};

describe('signed note', () => {
  it('reads and verifies a note made by the reference implementation', () => {
    const goKey = parseVerifierKey(sha256, GO_KEY);
    expect(toHex(goKey.keyId)).toBe('c74f20a3');
    expect(noteIsSignedBy(parseNote(GO_NOTE), goKey, verify)).toBe(true);
    expect(noteIsSignedBy(parseNote(GO_NOTE.replace('your problem,', 'a problem,')), goKey, verify)).toBe(
      false,
    );
    expect(formatVerifierKey(sha256, goKey.name, goKey.publicKey)).toBe(GO_KEY);
  });

  it('passes over signatures by others', () => {
    const note = signCheckpoint(checkpoint, key, sign);
    const cosigned = `${note}— witness.example/w AAAAAQID\n`;
    expect(openCheckpoint(cosigned, key, verify).size).toBe(42);
  });

  it.each([
    ['no signature', 'text\n'],
    ['no blank line', 'text\n— a AAAAAAAA\n'],
    ['no final newline', 'text\n\n— a AAAAAAAA'],
    ['a hyphen for the dash', 'text\n\n- a AAAAAAAA\n'],
    ['a signature that is none', 'text\n\n— a AAAA\n'],
    ['bad base64', 'text\n\n— a AAAAAA=A\n'],
    ['a control character', 'te\u0000xt\n\n— a AAAAAAAA\n'],
  ])('refuses a note with %s', (_, note) => expect(() => parseNote(note)).toThrow(NoteFormatError));

  it.each(['', 'a+00000000+AQ==', GO_KEY.replace('c74f', 'c74e'), GO_KEY.replace('+AR', '+AB')])(
    'refuses the key %s',
    (text) => expect(() => parseVerifierKey(sha256, text)).toThrow(NoteFormatError),
  );
});

describe('checkpoint', () => {
  it('goes through text and back', () => {
    expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual({
      ...checkpoint,
      root: new Uint8Array(checkpoint.root),
    });
    const note = signCheckpoint(checkpoint, key, sign);
    expect(note.split('\n').slice(0, 2)).toEqual([origin, '42']);
    expect(openCheckpoint(note, key, verify).size).toBe(42);
  });

  it('is refused when a line was changed, or the key is another', () => {
    const note = signCheckpoint(checkpoint, key, sign);
    expect(() => openCheckpoint(note.replace('\n42\n', '\n41\n'), key, verify)).toThrow(NoteFormatError);
    expect(() => openCheckpoint(note.replace('T04', 'T05'), key, verify)).toThrow(NoteFormatError);
    expect(() =>
      openCheckpoint(note, { ...key, publicKey: fromBase64('A'.repeat(43).concat('=')) }, verify),
    ).toThrow();
  });

  it('is refused when it is of another log', () => {
    const foreign = signCheckpoint({ ...checkpoint, origin: 'other.example' }, key, sign);
    expect(() => openCheckpoint(foreign, key, verify)).toThrow(/another log/);
  });

  it.each([
    'a\n1\n',
    `a\n-1\n${'A'.repeat(43)}=\n`,
    `a\n01\n${'A'.repeat(43)}=\n`,
    `\n1\n${'A'.repeat(43)}=\n`,
    'a\n1\nAAAA\n',
  ])('refuses the text %j', (text) => expect(() => parseCheckpoint(text)).toThrow(NoteFormatError));
});
