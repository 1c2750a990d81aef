import { randomBytes } from 'node:crypto';
import { SEAL } from '@srs-desk/shared/audit/seal.ts';
import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../db/connection.ts';
import { statement } from '../db/statement.ts';
import type { FreshSubject } from './fresh-subjects.ts';
import type { AuditKeys } from './key-file.ts';
import { decrypt, encrypt } from './seal.ts';
import { subjectKeys } from './table.ts';

/** Enough for the orders that are under way at once, several times over: to read and open a key again takes some µs. */
const CACHE = 1_000;

const { subjectId, createdAt, erasedAt } = subjectKeys;

const wrappedKey = statement({ subjectId }, (db, given) =>
  db.select({ wrapped: subjectKeys.wrapped }).from(subjectKeys).where(eq(subjectId, given.subjectId)),
);

const insert = statement({ subjectId, wrapped: 'bytes', personToken: 'bytes?', createdAt }, (db, row) =>
  db.insert(subjectKeys).values(row),
);

const insertErased = statement({ subjectId, createdAt, erasedAt }, (db, row) =>
  db.insert(subjectKeys).values(row),
);

const setToken = statement({ subjectId, personToken: 'bytes' }, (db, { personToken, ...given }) =>
  db
    .update(subjectKeys)
    .set({ personToken: sql`${personToken}` })
    .where(and(eq(subjectId, given.subjectId), isNull(subjectKeys.personToken))),
);

const overwrite = statement({ subjectId }, (db, given) =>
  db
    .update(subjectKeys)
    .set({ wrapped: sql`zeroblob(length(${subjectKeys.wrapped}))` })
    .where(eq(subjectId, given.subjectId)),
);

const drop = statement({ subjectId, erasedAt }, (db, given) =>
  db
    .update(subjectKeys)
    .set({ wrapped: null, personToken: null, erasedAt: given.erasedAt })
    .where(eq(subjectId, given.subjectId)),
);

const wrappedAfter = statement({ subjectId, limit: 'integer' }, (db, { limit, ...given }) =>
  db
    .select({ subjectId, wrapped: subjectKeys.wrapped })
    .from(subjectKeys)
    .where(and(gt(subjectId, given.subjectId), isNotNull(subjectKeys.wrapped)))
    .orderBy(asc(subjectId))
    .limit(limit),
);

const setWrapped = statement({ subjectId, wrapped: 'bytes' }, (db, { wrapped, ...given }) =>
  db
    .update(subjectKeys)
    .set({ wrapped: sql`${wrapped}` })
    .where(eq(subjectId, given.subjectId)),
);

/** Keys wrapped anew in one go. */
export interface Rewrapped {
  /** The last subject looked at; null when none was left. */
  upTo: string | null;
  /** How many had been wrapped by an earlier key. */
  rewrapped: number;
}

/**
 * The keys of the subjects (one per order, or per person for calls without one), wrapped at rest. An erased subject
 * has a row without a key, so that it can never be given a new one.
 */
export class SubjectKeys {
  readonly #wrapping: Uint8Array;
  readonly #earlier: readonly Uint8Array[];
  readonly #db: Db;
  #cache = new Map<string, Uint8Array | null>();

  constructor({ wrapping, earlierWrapping }: Pick<AuditKeys, 'wrapping' | 'earlierWrapping'>, db: Db) {
    this.#wrapping = wrapping;
    this.#earlier = earlierWrapping.toReversed();
    this.#db = db;
  }

  /** The key; null when the subject was erased, undefined when it never had one. */
  get(subjectId: string): Uint8Array | null | undefined {
    const cached = this.#cache.get(subjectId);
    if (cached !== undefined) return cached;
    const row = wrappedKey(this.#db).get({ subjectId });
    if (row === undefined) return undefined;
    const key = row.wrapped === null ? null : this.#unwrap(subjectId, row.wrapped).key;
    this.#remember(subjectId, key);
    return key;
  }

  /** Makes a key where there is none (writer only). */
  ensure(subjectId: string, token: Uint8Array | null, now: number): Uint8Array | null {
    const known = this.get(subjectId);
    if (known !== undefined) {
      if (token !== null && known !== null) {
        setToken(this.#db).run({ subjectId, personToken: token });
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
      insertErased(this.#db).run({ subjectId, createdAt: now, erasedAt: now });
    } else {
      overwrite(this.#db).run({ subjectId });
      drop(this.#db).run({ subjectId, erasedAt: now });
    }
    this.#cache.set(subjectId, null);
    return known !== undefined;
  }

  /**
   * Wraps anew what an earlier key wrapped, of the `limit` subjects after `after` (writer only).
   * @throws Error when no wrapping key opens one of them
   */
  rewrap(after: string, limit: number): Rewrapped {
    const rows = wrappedAfter(this.#db).all({ subjectId: after, limit });
    let rewrapped = 0;
    for (const { subjectId, wrapped } of rows) {
      if (wrapped === null) continue;
      const { key, isEarlier } = this.#unwrap(subjectId, wrapped);
      if (!isEarlier) continue;
      setWrapped(this.#db).run({ subjectId, wrapped: encrypt(this.#wrapping, subjectId, key) });
      rewrapped += 1;
    }
    return { upTo: rows.at(-1)?.subjectId ?? null, rewrapped };
  }

  /** Forgets what is cached: after a rollback, an erasure elsewhere, a reopened file. */
  forget(subjectId?: string): void {
    if (subjectId === undefined) this.#cache = new Map();
    else this.#cache.delete(subjectId);
  }

  // By trying: what is wrapped says by its tag whether a key is the right one.
  #unwrap(subjectId: string, wrapped: Uint8Array): { key: Uint8Array; isEarlier: boolean } {
    try {
      return { key: decrypt(this.#wrapping, subjectId, wrapped), isEarlier: false };
    } catch (error) {
      for (const earlier of this.#earlier) {
        const key = decryptOrNull(earlier, subjectId, wrapped);
        if (key !== null) return { key, isEarlier: true };
      }
      throw error;
    }
  }

  #insert(subjectId: string, key: Uint8Array, token: Uint8Array | null, createdAt: number): void {
    const wrapped = encrypt(this.#wrapping, subjectId, key);
    insert(this.#db).run({ subjectId, wrapped, personToken: token, createdAt });
  }

  #remember(subjectId: string, key: Uint8Array | null): void {
    if (this.#cache.size >= CACHE) this.#cache = new Map();
    // Bytes of its own: as a part of what Node draws on for small buffers it would hold 8 KiB.
    this.#cache.set(subjectId, key === null ? null : Uint8Array.from(key));
  }
}

function decryptOrNull(wrapping: Uint8Array, subjectId: string, wrapped: Uint8Array): Uint8Array | null {
  try {
    return decrypt(wrapping, subjectId, wrapped);
  } catch {
    return null;
  }
}
