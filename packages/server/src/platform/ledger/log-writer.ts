import { zeroHash } from '@srs-desk/shared/audit/chain.ts';
import { signCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { checkpointLines } from '@srs-desk/shared/audit/statement.ts';
import { MerkleFrontier, type OnNode } from '@srs-desk/shared/audit/tree.ts';
import { asc, desc, gt, max, sql } from 'drizzle-orm';
import type { Db } from '../db/connection.ts';
import { byPosition, statement } from '../db/statement.ts';
import type { EntryColumns } from './entry-columns.ts';
import type { EntryDraft } from './entry-draft.ts';
import { leafRoom, writeLeaf, writePreviousHash } from './entry-leaf.ts';
import { currentEpoch } from './epoch.ts';
import { LedgerMisuse } from './errors.ts';
import { type AuditKeys, signerOf } from './key-file.ts';
import { prepareEntry } from './prepare-entry.ts';
import { personToken } from './seal.ts';
import { sha256 } from './sha256.ts';
import type { SubjectKeys } from './subject-keys.ts';
import { auditStub, checkpoints, entries, treeFrontier, treeNodes } from './table.ts';

/** Complete subtrees of these heights are kept, so that a proof reads at most 255 hashes per height. */
const KEPT_LEVELS = 8;

type Edge = { seq: number; prevHash: Uint8Array; frontier: MerkleFrontier };

/** Hashes read at a time where the tree is made anew from the leaves. */
const LEAVES = 10_000;

const { seq, at, kind, action, actor, origin, refId, orderId, externalId, callId, subjectId } = entries;
const { operation, outcome, target, detail } = entries;
const ABOUT = [kind, action, actor, origin, refId, orderId, externalId, callId, subjectId] as const;

const insertEntry = byPosition(
  [seq, at, 'text', ...ABOUT, operation, outcome, target, detail, 'bytes?', 'bytes'],
  (db, given) => {
    const [seq, at, uuid, kind, action, actor, origin, refId, orderId, externalId, callId, ...more] = given;
    const [subjectId, operation, outcome, target, detail, sealed, hash] = more;
    const about = { kind, action, actor, origin, refId, orderId, externalId, callId, subjectId };
    const said = { operation, outcome, target, detail, sealed: sql`${sealed}` };
    return db.insert(entries).values({ seq, at, uuid: sql`unhex(${uuid}, '-')`, ...about, ...said, hash });
  },
);

const insertNode = byPosition([treeNodes.level, treeNodes.position, 'bytes'], (db, [level, position, hash]) =>
  db.insert(treeNodes).values({ level, position, hash }),
);

const putFrontier = statement({ size: treeFrontier.size, frontier: treeFrontier.frontier }, (db, row) =>
  db
    .insert(treeFrontier)
    .values({ id: 1, ...row })
    .onConflictDoUpdate({ target: treeFrontier.id, set: row }),
);

const insertCheckpoint = statement(
  { size: checkpoints.size, root: 'bytes', at: checkpoints.at, note: checkpoints.note },
  (db, row) => db.insert(checkpoints).values(row).onConflictDoNothing(),
);

const newestCheckpoint = statement((db) => db.select({ size: max(checkpoints.size) }).from(checkpoints));

const newestEntry = statement((db) =>
  db.select({ seq: entries.seq, hash: entries.hash }).from(entries).orderBy(desc(entries.seq)).limit(1),
);

const keptFrontier = statement((db) => db.select().from(treeFrontier));

const stubOfPruned = statement((db) =>
  db.select({ frontier: auditStub.frontier, lastHash: auditStub.lastHash }).from(auditStub),
);

const leavesAfter = statement({ seq: entries.seq }, (db, { seq }) =>
  db
    .select({ seq: entries.seq, hash: entries.hash })
    .from(entries)
    .where(gt(entries.seq, seq))
    .orderBy(asc(entries.seq))
    .limit(LEAVES),
);

/** The end of the log in memory: numbers, chains and hashes entries as they are appended, and signs checkpoints. */
export class LogWriter {
  readonly #db: Db;
  readonly #keys: AuditKeys;
  readonly #subjects: SubjectKeys;
  #leaf = Buffer.alloc(64 * 1024);
  readonly #insert: ReturnType<typeof insertEntry>;
  readonly #keepWholeSubtree: OnNode = (level, index, node) => {
    if (level > 0 && level % KEPT_LEVELS === 0) insertNode(this.#db).run(level, index, node);
  };
  #edge: Edge;
  #checkpointSize: number;

  /** `db` is the writer's connection, for as long as the log is written. */
  constructor(db: Db, keys: AuditKeys, subjects: SubjectKeys) {
    this.#db = db;
    this.#keys = keys;
    this.#subjects = subjects;
    this.#insert = insertEntry(db);
    this.#edge = readEdge(db);
    this.#checkpointSize = lastCheckpointSize(db);
  }

  get size(): number {
    return this.#edge.seq;
  }

  /** The end of the log as it stands: what {@link restore} goes back to. */
  snapshot(): Edge {
    return { ...this.#edge, frontier: this.#edge.frontier.clone() };
  }

  restore(edge: Edge): void {
    this.#edge = { ...edge, frontier: edge.frontier.clone() };
  }

  /** Reads the end of the log from the file again, trusting nothing in memory. */
  reload(): void {
    this.#edge = readEdge(this.#db);
    this.#checkpointSize = lastCheckpointSize(this.#db);
  }

  /** Appends one entry inside the open transaction; gives its seq. @throws LedgerMisuse for an impossible draft. */
  append(draft: EntryDraft, now: number): number {
    const seq = this.#edge.seq + 1;
    const token = draft.msisdn ? personToken(this.#keys.token, draft.msisdn) : null;
    const keyOf = (subject: string) => this.#subjects.ensure(subject, token, now);
    const entry = prepareEntry(draft, seq, now, keyOf);
    const room = leafRoom(entry);
    if (room > this.#leaf.length) this.#leaf = Buffer.alloc(room);
    const { hashAt, end } = writeLeaf(entry, this.#leaf, 0);
    this.link(entry.columns, this.#leaf.subarray(0, end), hashAt);
    return seq;
  }

  /**
   * Chains an entry that was prepared (`entry-leaf.ts`) to the end of the log, inside the open transaction.
   * @throws LedgerMisuse when another one is to come next.
   */
  link(columns: EntryColumns, leaf: Buffer, hashAt: number): void {
    const [seq, at, uuid, kind, action, actor, origin, refId, orderId, externalId, callId, ...more] = columns;
    const [subjectId, operation, outcome, target, detail, sealed] = more;
    const { seq: last, prevHash, frontier } = this.#edge;
    if (seq !== last + 1) throw new LedgerMisuse(`entry ${seq} cannot follow entry ${last}`);
    writePreviousHash(leaf, hashAt, prevHash);
    const leafHash = sha256(leaf);
    this.#insert.run(
      seq,
      at,
      uuid,
      kind,
      action,
      actor,
      origin,
      refId,
      orderId,
      externalId,
      callId,
      subjectId,
      operation,
      outcome,
      target,
      detail,
      sealed === null ? null : Buffer.from(sealed, 'base64url'),
      leafHash,
    );
    this.#edge.seq = seq;
    this.#edge.prevHash = leafHash;
    frontier.append(leafHash, this.#keepWholeSubtree);
  }

  /** Writes the tree's edge; once per transaction, before it commits. */
  keepEdge(): void {
    const { seq: size, frontier } = this.#edge;
    putFrontier(this.#db).run({ size, frontier: frontier.serialise() });
  }

  /** Signs the tree as it stands, inside the open transaction; null when that size is signed already. */
  checkpoint(now: number): { size: number; note: string } | null {
    const size = this.#edge.seq;
    if (size === this.#checkpointSize) return null;
    const root = this.#edge.frontier.root();
    const signer = signerOf(this.#keys);
    const extensions = checkpointLines(new Date(now).toISOString(), currentEpoch(this.#db));
    const note = signCheckpoint({ origin: signer.name, size, root, extensions }, signer, signer.sign);
    insertCheckpoint(this.#db).run({ size, root, at: now, note });
    this.#checkpointSize = size;
    return { size, note };
  }
}

function lastCheckpointSize(db: Db): number {
  return newestCheckpoint(db).get()?.size ?? 0;
}

function readEdge(db: Db): Edge {
  const last = newestEntry(db).get();
  const kept = keptFrontier(db).get();
  const seq = last?.seq ?? 0;
  const prevHash = last?.hash ?? zeroHash();
  if (kept !== undefined && kept.size === seq) {
    return { seq, prevHash, frontier: MerkleFrontier.parse(sha256, kept.frontier) };
  }
  const stub = stubOfPruned(db).get();
  const frontier =
    stub === undefined ? MerkleFrontier.empty(sha256) : MerkleFrontier.parse(sha256, stub.frontier);
  let leaves = leavesAfter(db).all({ seq: 0 });
  for (let end = leaves.at(-1); end !== undefined; end = leaves.at(-1)) {
    for (const { hash } of leaves) frontier.append(hash);
    leaves = leavesAfter(db).all({ seq: end.seq });
  }
  return last === undefined && stub !== undefined
    ? { seq: frontier.size, prevHash: stub.lastHash, frontier }
    : { seq, prevHash, frontier };
}
