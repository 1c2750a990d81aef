import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ed25519KeyId, formatVerifierKey, type NoteSigner } from '@srs-desk/shared/audit/note.ts';
import * as z from 'zod';
import { makeFolder } from '../config/make-folder.ts';
import { isAlive } from '../is-alive.ts';
import { sha256 } from './sha256.ts';

/** The keys that live outside the database: for signing checkpoints, wrapping subject keys, and person tokens. */
export interface AuditKeys {
  /** Name of the log in its checkpoints (their origin line). */
  name: string;
  /** Ed25519 private key, PKCS #8 DER. */
  signing: Uint8Array;
  /** 32 bytes: wraps each subject's key (AES-256-GCM). */
  wrapping: Uint8Array;
  /** Wrapping keys of before, oldest first: they open what was not wrapped anew yet, and backups of their time. */
  earlierWrapping: readonly Uint8Array[];
  /** 32 bytes: keys the HMAC that stands for a person in look-ups. */
  token: Uint8Array;
  /** Notes by which earlier signing keys handed over to this one, oldest first (`shared/audit/statement.ts`). */
  rotations: readonly string[];
}

const bytes32 = z.base64().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));

const wrappingKey = bytes32.refine((key) => key.length === 32, 'wrapping must be 32 bytes');

const fileSchema = z.object({
  version: z.literal(1),
  name: z.string().regex(/^[^\s+]+$/),
  signing: bytes32,
  wrapping: wrappingKey,
  earlierWrapping: z.array(wrappingKey).default([]),
  token: bytes32.refine((key) => key.length === 32, 'token must be 32 bytes'),
  rotations: z.array(z.string()).default([]),
});

const OPEN_TO_OTHERS = 0o007;

/** The key file is there but is not one, or cannot be made. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/**
 * Reads the key file, or makes it with new random keys when it does not exist yet (mode 0600, on disk before it is used): for
 * the desk alone, which begins a log with it.
 * @throws KeyFileError when the file is unreadable, malformed, or open to others.
 */
export function loadOrCreateKeys(path: string): AuditKeys {
  if (!existsSync(path)) createKeyFile(path);
  return loadKeys(path);
}

/** Reads the key file of a log that is there. @throws KeyFileError when it is missing, unreadable, malformed, or open to others. */
export function loadKeys(path: string): AuditKeys {
  if (!existsSync(path)) throw new KeyFileError(`there is no key file ${path}`);
  let text: string;
  try {
    if ((statSync(path).mode & OPEN_TO_OTHERS) !== 0) {
      throw new KeyFileError(`key file ${path} is open to every user of this machine: chmod 600 ${path}`);
    }
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof KeyFileError) throw error;
    throw new KeyFileError(`key file ${path} cannot be read: ${String(error)}`);
  }
  const parsed = fileSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new KeyFileError(`key file ${path} is not a key file of this desk`);
  const { version: _, ...keys } = parsed.data;
  return keys;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function createKeyFile(path: string): void {
  const keys: AuditKeys = {
    name: `srs-desk/${randomBytes(6).toString('hex')}`,
    signing: newSigningKey(),
    wrapping: newWrappingKey(),
    earlierWrapping: [],
    token: randomBytes(32),
    rotations: [],
  };
  // Whole or not at all, and never over another one.
  writeKeyFile(path, keys, (draft) => {
    linkSync(draft, path);
    rmSync(draft);
  });
}

/** Puts keys in the place of those in the file, whole or not at all; whose file it is stays. @throws KeyFileError */
export function replaceKeyFile(path: string, keys: AuditKeys): void {
  writeKeyFile(path, keys, (draft) => {
    const { uid, gid } = statSync(path);
    if (uid !== statSync(draft).uid) chownSync(draft, uid, gid);
    renameSync(draft, path);
  });
}

function writeKeyFile(path: string, keys: AuditKeys, put: (draft: string) => void): void {
  const base64 = (data: Uint8Array): string => Buffer.from(data).toString('base64');
  const { name, signing, wrapping, earlierWrapping, token, rotations } = keys;
  const content = {
    version: 1,
    name,
    signing: base64(signing),
    wrapping: base64(wrapping),
    ...(earlierWrapping.length === 0 ? {} : { earlierWrapping: earlierWrapping.map(base64) }),
    token: base64(token),
    ...(rotations.length === 0 ? {} : { rotations }),
  };
  const draft = `${path}.${process.pid}.part`;
  try {
    makeFolder(dirname(path));
    removeDeadDrafts(path);
    const file = openSync(draft, 'wx', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(draft, 0o600);
    put(draft);
  } catch (error) {
    if (existsSync(draft)) rmSync(draft);
    throw new KeyFileError(`key file ${path} cannot be made: ${String(error)}`);
  }
}

/** Drafts of processes that were killed, with this one's number perhaps: they hold keys. */
function removeDeadDrafts(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(`${basename(path)}.`) ? /\.(\d+)\.part$/.exec(name)?.[1] : undefined;
    const isDead = Number(pid) === process.pid || !isAlive(Number(pid));
    if (pid !== undefined && isDead) rmSync(join(dirname(path), name), { force: true });
  }
}

/** A new key to wrap the keys of subjects with. */
export function newWrappingKey(): Uint8Array {
  return Uint8Array.from(randomBytes(32));
}

/** Which wrapping key it is, without telling anything of it. */
export function wrappingKeyId(wrapping: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Buffer.from('srs-desk wrapping key '), wrapping])).subarray(0, 8);
}

/** A new Ed25519 private key, PKCS #8 DER. */
export function newSigningKey(): Uint8Array {
  return generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });
}

function signingKey(keys: AuditKeys): KeyObject {
  return createPrivateKey({ key: Buffer.from(keys.signing), format: 'der', type: 'pkcs8' });
}

/** The raw 32-byte public key. */
function publicKeyBytes(keys: AuditKeys): Uint8Array {
  const spki = createPublicKey(signingKey(keys)).export({ format: 'der', type: 'spki' });
  return Uint8Array.from(spki.subarray(spki.length - 32));
}

/** Signs notes as this log. */
export function signerOf(keys: AuditKeys): NoteSigner {
  const secret = signingKey(keys);
  const { name } = keys;
  const keyId = ed25519KeyId(sha256, name, publicKeyBytes(keys));
  return { name, keyId, sign: (message) => sign(null, message, secret) };
}

/** What an auditor needs to check checkpoints: `name+id+key` (c2sp.org/signed-note). */
export function verifierKeyText(keys: AuditKeys): string {
  return formatVerifierKey(sha256, keys.name, publicKeyBytes(keys));
}
