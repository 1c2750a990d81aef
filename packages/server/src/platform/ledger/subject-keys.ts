import { randomBytes } from 'node:crypto';
import { SEAL } from '@srs-desk/shared/audit/seal.ts';
import type { Statement } from 'better-sqlite3';
import type { FreshSubject } from './fresh-subjects.ts';
import { decrypt, encrypt } from './seal.ts';

const CACHE = 20_000;

/** What the table holds of a subject: its wrapped key, or null once it was erased. */
type Row = { wrapped: Buffer | null };

/**
 * The keys of the subjects (one per order, or per person for calls without one), wrapped at rest. An erased subject
 * has a row without a key, so that it can never be given a new one.
 */
export class SubjectKeys {
  readonly #wrapping: Uint8Array;
  readonly #sql: (text: string) => Statement;
  #cache = new Map<string, Uint8Array | null>();

  constructor(wrapping: Uint8Array, sql: (text: string) => Statement) {
    this.#wrapping = wrapping;
    this.#sql = sql;
  }

  /** The key; null when the subject was erased, undefined when it never had one. */
  get(subjectId: string): Uint8Array | null | undefined {
    const cached = this.#cache.get(subjectId);
    if (cached !== undefined) return cached;
    const row = this.#sql('SELECT wrapped FROM subject_keys WHERE subject_id = ?').get(subjectId) as
      | Row
      | undefined;
    if (row === undefined) return undefined;
    const key = row.wrapped === null ? null : decrypt(this.#wrapping, subjectId, row.wrapped);
    this.#remember(subjectId, key);
    return key;
  }

  /** Makes a key where there is none (writer only). */
  ensure(subjectId: string, token: Uint8Array | null, now: number): Uint8Array | null {
    const known = this.get(subjectId);
    if (known !== undefined) {
      if (token !== null && known !== null) {
        this.#sql(
          'UPDATE subject_keys SET person_token = ? WHERE subject_id = ? AND person_token IS NULL',
        ).run(token, subjectId);
      }
      return known;
    }
    const key = randomBytes(SEAL.keyBytes);
    this.#insert(subjectId, key, token, now);
    this.#remember(subjectId, key);
    return key;
  }

  /** Writes the rows of subjects that were made elsewhere (bulk load). */
  add(subjects: readonly FreshSubject[]): void {
    for (const [id, key, token, createdAt] of subjects)
      this.#insert(
        id,
        Buffer.from(key, 'latin1'),
        token === null ? null : Buffer.from(token, 'latin1'),
        createdAt,
      );
  }

  /** Destroys a key for good (writer only); true when there was one. Overwritten before it is dropped. */
  erase(subjectId: string, now: number): boolean {
    const known = this.get(subjectId);
    if (known === null) return false;
    if (known === undefined) {
      this.#sql(
        'INSERT INTO subject_keys (subject_id, wrapped, created_at, erased_at) VALUES (?, NULL, ?, ?)',
      ).run(subjectId, now, now);
    } else {
      this.#sql('UPDATE subject_keys SET wrapped = zeroblob(length(wrapped)) WHERE subject_id = ?').run(
        subjectId,
      );
      this.#sql(
        'UPDATE subject_keys SET wrapped = NULL, person_token = NULL, erased_at = ? WHERE subject_id = ?',
      ).run(now, subjectId);
    }
    this.#cache.set(subjectId, null);
    return known !== undefined;
  }

  /** Forgets what is cached: after a rollback, an erasure elsewhere, a reopened file. */
  forget(subjectId?: string): void {
    if (subjectId === undefined) this.#cache = new Map();
    else this.#cache.delete(subjectId);
  }

  #insert(subjectId: string, key: Uint8Array, token: Uint8Array | null, createdAt: number): void {
    this.#sql(
      'INSERT INTO subject_keys (subject_id, wrapped, person_token, created_at) VALUES (?, ?, ?, ?)',
    ).run(subjectId, encrypt(this.#wrapping, subjectId, key), token, createdAt);
  }

  #remember(subjectId: string, key: Uint8Array | null): void {
    if (this.#cache.size >= CACHE) this.#cache = new Map();
    this.#cache.set(subjectId, key);
  }
}
