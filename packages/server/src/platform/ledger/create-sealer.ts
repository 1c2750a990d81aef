import * as z from 'zod';
import type { Reader } from '../db/reader.ts';
import type { AuditKeys } from './key-file.ts';
import { decrypt, personToken } from './seal.ts';
import type { Sealer } from './sealer.ts';
import { SubjectKeys } from './subject-keys.ts';

const plainObject = z.record(z.string(), z.json());

/** A sealer over the read-only connection. */
export function createSealer(reader: Reader, keys: AuditKeys): Sealer {
  const subjects = new SubjectKeys(keys, reader);
  return {
    open(entry) {
      if (entry.sealed === undefined || entry.subject === undefined) return null;
      const key = subjects.get(entry.subject);
      if (key === null || key === undefined) return null;
      const plain = decrypt(key, entry.uuid, Buffer.from(entry.sealed, 'base64url'));
      return plainObject.parse(JSON.parse(plain.toString('utf8')));
    },
    personToken: (text) => personToken(keys.token, text),
    forget: (subjectId) => subjects.forget(subjectId),
  };
}
