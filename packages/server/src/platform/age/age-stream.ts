import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import { AgeBroken, derivedKey, readHeader, writeHeader } from './age-header.ts';
import type { AgeIdentity, AgeRecipient } from './age-keys.ts';

const CHUNK = 64 * 1024;
const TAG_BYTES = 16;
const NONCE_BYTES = 16;
const SEALED_CHUNK = CHUNK + TAG_BYTES;
/** Bytes at the start of a file that hold its header. */
export const LONGEST_HEADER = 64 * 1024;
const CIPHER = 'chacha20-poly1305';
const NOTHING = Buffer.alloc(0);

/** Encrypts what flows through into a file of age (https://age-encryption.org/v1) that any of the recipients can open. */
export function encryptAge(recipients: readonly AgeRecipient[]): Transform {
  const fileKey = randomBytes(16);
  const nonce = randomBytes(NONCE_BYTES);
  const key = derivedKey(fileKey, nonce, 'payload');
  let rest: Buffer = NOTHING;
  let count = 0;
  const seal = (chunk: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv(CIPHER, key, nonceOf(count++, last), { authTagLength: TAG_BYTES });
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  };
  const stream = new Transform({
    transform(bytes: Buffer, _, done) {
      rest = joined(rest, bytes);
      // The last chunk is kept back, for it is marked.
      for (; rest.length > CHUNK; rest = rest.subarray(CHUNK))
        this.push(seal(rest.subarray(0, CHUNK), false));
      done();
    },
    flush(done) {
      this.push(seal(rest, true));
      done();
    },
  });
  stream.push(Buffer.concat([writeHeader(fileKey, recipients), nonce]));
  return stream;
}

/** Undoes {@link encryptAge}, with whichever identity opens the file. Fails with {@link AgeBroken} for what is cut off, changed, or meant for others. */
export function decryptAge(identities: readonly AgeIdentity[]): Transform {
  let key: Buffer | null = null;
  let rest: Buffer = NOTHING;
  let count = 0;
  const begin = (): Buffer => {
    const { fileKey, end } = readHeader(rest, identities);
    const nonce = rest.subarray(end, end + NONCE_BYTES);
    rest = rest.subarray(end + NONCE_BYTES);
    return derivedKey(fileKey, nonce, 'payload');
  };
  const take = (stream: Transform): Buffer => {
    const of = key ?? begin();
    key = of;
    // The last chunk is kept back, for it is marked.
    for (; rest.length > SEALED_CHUNK; rest = rest.subarray(SEALED_CHUNK))
      stream.push(open(of, rest.subarray(0, SEALED_CHUNK), nonceOf(count++, false)));
    return of;
  };
  return new Transform({
    transform(bytes: Buffer, _, done) {
      orFail(done, () => {
        rest = joined(rest, bytes);
        if (key !== null || rest.length >= LONGEST_HEADER) take(this);
      });
    },
    flush(done) {
      orFail(done, () => {
        const of = take(this);
        this.push(open(of, rest, nonceOf(count, true)));
      });
    },
  });
}

function orFail(done: (error?: Error) => void, step: () => void): void {
  try {
    step();
  } catch (error) {
    done(error instanceof Error ? error : new AgeBroken(String(error)));
    return;
  }
  done();
}

function open(key: Buffer, chunk: Buffer, nonce: Buffer): Buffer {
  if (chunk.length < TAG_BYTES) throw new AgeBroken('it is cut off');
  const end = chunk.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(chunk.subarray(end));
  try {
    return Buffer.concat([decipher.update(chunk.subarray(0, end)), decipher.final()]);
  } catch {
    throw new AgeBroken('it is damaged or cut off');
  }
}

function nonceOf(count: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(count), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function joined(a: Buffer, b: Buffer): Buffer {
  return a.length === 0 ? b : Buffer.concat([a, b]);
}
