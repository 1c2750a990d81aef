import { SEAL } from '@srs-desk/shared/audit/seal.ts';
import { freshBytes } from './seal.ts';

/** A subject whose key has no row yet; bytes as Latin-1 text, which crosses to another thread at a fraction of an array's cost. */
export type FreshSubject = readonly [
  subjectId: string,
  key: string,
  personToken: string | null,
  createdAt: number,
];

interface Subject {
  key: Uint8Array;
  token: Uint8Array | null;
  createdAt: number;
}

/** Keys of subjects that no database knows yet (bulk load), kept until their rows are taken. */
export class FreshSubjects {
  readonly #open = new Map<string, Subject>();

  /** The subject's key, made at the first call; `now` in ms since epoch. */
  ensure(subjectId: string, token: Uint8Array | null, now: number): Uint8Array {
    let subject = this.#open.get(subjectId);
    if (subject === undefined) {
      subject = { key: freshBytes(SEAL.keyBytes), token, createdAt: now };
      this.#open.set(subjectId, subject);
    }
    subject.token ??= token;
    return subject.key;
  }

  /** The subject, which is forgotten here: its row is to be written. Null for one without a key. */
  take(subjectId: string): FreshSubject | null {
    const subject = this.#open.get(subjectId);
    if (subject === undefined) return null;
    this.#open.delete(subjectId);
    const { key, token, createdAt } = subject;
    return [subjectId, asText(key), token === null ? null : asText(token), createdAt];
  }
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
