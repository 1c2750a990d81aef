import * as z from 'zod';
import { KINDS } from '../audit/actions.ts';
import { BRAKE_DOUBTS, BRAKE_STEPS } from '../audit/brake.ts';
import type { ListSpec } from './list.ts';
import { reason } from './reason.ts';

/** What `GET /api/audit` can filter and sort by. */
export const auditList: ListSpec = {
  filters: {
    id: { type: 'integer' },
    seq: { type: 'integer' },
    kind: { type: 'choice', values: KINDS },
    action: { type: 'text' },
    actor: { type: 'text' },
    origin: { type: 'text' },
    operation: { type: 'text' },
    outcome: { type: 'text' },
    refId: { type: 'text' },
    orderId: { type: 'text' },
    externalId: { type: 'text' },
    callId: { type: 'integer' },
    // The Ref ID of any order of the person: no personal data stands in an address.
    person: { type: 'text' },
  },
  ranges: ['at'],
  sorts: ['id', 'seq', 'at'],
  defaultSort: ['id', 'DESC'],
  q: true,
};

const hex = z.string().regex(/^[0-9a-f]{64}$/);

/** A row of `GET /api/audit`. What is sealed never stands in it; `sealed` says whether there is something. */
export const auditEntry = z.object({
  id: z.int(),
  seq: z.int(),
  at: z.iso.datetime(),
  uuid: z.string(),
  kind: z.enum(KINDS),
  action: z.string(),
  actor: z.string(),
  origin: z.string().nullable(),
  refId: z.string().nullable(),
  orderId: z.string().nullable(),
  externalId: z.string().nullable(),
  callId: z.int().nullable(),
  subject: z.string().nullable(),
  operation: z.string().nullable(),
  outcome: z.string().nullable(),
  target: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
  sealed: z.boolean(),
  prevHash: hex,
  hash: hex,
});
export type AuditEntryRow = z.infer<typeof auditEntry>;

/** One field that an entry says has changed. */
const fieldChange = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() });
export type FieldChange = z.infer<typeof fieldChange>;

/** `GET /api/audit/:seq`: the entry, the bytes that were hashed, and the proof that it is in the log. */
export const auditEntryDetail = auditEntry.extend({
  bytes: z.string(),
  changes: z.array(fieldChange),
  /** Names of the fields that changed but are sealed. */
  sealedState: z.enum(['none', 'sealed', 'erased']),
  /** Why a person's data was shown: sealed under a key of the log's own, so that it outlives the person. */
  reason: z.string().nullable(),
  proof: z
    .object({
      index: z.int(),
      size: z.int(),
      root: hex,
      path: z.array(hex),
      checkpoint: z.string(),
      checkpointAt: z.string(),
    })
    .nullable(),
  /** The other half of a call: the outcome's intent, the intent's outcome. */
  counterpart: z.int().nullable(),
  previous: z.int().nullable(),
  next: z.int().nullable(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetail>;

const signedSize = z.object({ size: z.int(), note: z.string() });

/** `GET /api/audit/consistency`: that the log at `to.size` entries begins with that at `from.size`. */
export const consistencyAnswer = z.object({
  /** `note`: the checkpoint that the desk signed at this size; null where it signed none. */
  from: signedSize.extend({ note: z.string().nullable() }),
  to: signedSize,
  /** RFC 6962 §2.1.2. */
  proof: z.array(hex),
  /** All of it as a witness takes it (c2sp.org/tlog-witness), and `desk audit verify --consistency`. */
  text: z.string(),
});
export type ConsistencyAnswer = z.infer<typeof consistencyAnswer>;

/** What a verification of the log found. */
export const VERIFICATION_OUTCOMES = ['intact', 'broken', 'unchecked'] as const;
export type VerificationOutcome = (typeof VERIFICATION_OUTCOMES)[number];

/** What came of holding the tables against the log. */
const FACTS_OUTCOMES = ['agree', 'differ', 'unchecked'] as const;

/** How a comparison of the facts ended, in short. */
const factsSummary = z.object({
  outcome: z.enum(FACTS_OUTCOMES),
  /** Rows that were compared, and places in which they differ. */
  rows: z.int(),
  differences: z.int(),
  /** The first differences in words; or why nothing could be compared. */
  found: z.array(z.string()),
});

/** How a verification ended, in short. */
export const verificationSummary = z.object({
  at: z.iso.datetime(),
  outcome: z.enum(VERIFICATION_OUTCOMES),
  by: z.string(),
  lastSeq: z.int(),
  /** The entry up to which a signed checkpoint covers the log; null when none does. */
  signedUpTo: z.int().nullable(),
  durationMs: z.int(),
  finding: z.string().nullable(),
  /** Null where the tables were not compared: the log was broken. */
  facts: factsSummary.nullable(),
});
export type VerificationSummary = z.infer<typeof verificationSummary>;

/** An irreversible act in bulk that is announced: on what is older than `months`. */
const announcedAct = z.object({
  months: z.int(),
  before: z.iso.datetime(),
  announcedAt: z.iso.datetime(),
  /** Before this it is not done. */
  dueAt: z.iso.datetime(),
  doubts: z.array(z.enum(BRAKE_DOUBTS)),
  approved: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
  step: z.enum(BRAKE_STEPS),
});

/** An erasure by age that is announced: personal data of orders, and of calls that led to none, last changed before a moment. */
const retentionPlan = announcedAct.extend({
  orders: z.int(),
  /** Orders that there are, erased ones left out. */
  ofOrders: z.int(),
  /** Persons of calls that led to no order. */
  subjects: z.int(),
});
export type RetentionPlan = z.infer<typeof retentionPlan>;

/** A life of the log that a restore began. */
const epochReport = z.object({
  epoch: z.int(),
  /** The entry that tells of it, its first. */
  begins: z.int(),
  at: z.iso.datetime().nullable(),
  /** Time of the backup; null for a file that was put back by hand. */
  backupOf: z.iso.datetime().nullable(),
  /** The last checkpoint of what was lost, as far as the desk knew of one. */
  lost: z.object({ epoch: z.int(), size: z.int() }).nullable(),
});
export type EpochReport = z.infer<typeof epochReport>;

/** A change of the key that signs; keys by their ids. */
const rotationReport = z.object({
  /** The entry that tells of it. */
  seq: z.int(),
  at: z.iso.datetime().nullable(),
  from: z.string(),
  to: z.string(),
});
export type RotationReport = z.infer<typeof rotationReport>;

/** A pruning of the log that is announced: the entries before `firstSeq` go, and a signed stub stands for them. */
const prunePlan = announcedAct.extend({
  firstSeq: z.int(),
  entries: z.int(),
  /** Entries that there are. */
  ofEntries: z.int(),
});
export type PrunePlan = z.infer<typeof prunePlan>;

/** `GET /api/audit/health`: how the log stands. */
export const auditHealth = z.object({
  state: z.enum(['ok', 'full', 'busy', 'latched']),
  entries: z.int(),
  firstSeq: z.int(),
  lastSeq: z.int(),
  lastAt: z.iso.datetime().nullable(),
  publicKey: z.string(),
  lastCheckpoint: z.object({ size: z.int(), at: z.iso.datetime() }).nullable(),
  lastExport: z.object({ size: z.int(), at: z.iso.datetime() }).nullable(),
  /** Where checkpoints go by themselves. */
  exportTo: z.object({ directory: z.string().nullable(), url: z.string().nullable() }),
  exportProblem: z.string().nullable(),
  /** Time stamps of checkpoints by an authority (RFC 3161). */
  timeStamps: z.object({
    url: z.string().nullable(),
    /** Whether the authority's certificate has to lead to a given one. */
    isTrustChecked: z.boolean(),
    last: z
      .object({ size: z.int(), stampedAt: z.iso.datetime(), authority: z.string(), policy: z.string() })
      .nullable(),
    problem: z.string().nullable(),
  }),
  /**
   * What a thief of the file could still rewrite unseen: everything after the last exported checkpoint. `limitDays`: after so
   * many days somebody is told (null: nobody is).
   */
  exposure: z.object({
    entries: z.int(),
    since: z.iso.datetime().nullable(),
    limitDays: z.int().nullable(),
    isOverLimit: z.boolean(),
  }),
  /** Lives that a restore began, and changes of the key that signs, as the log tells of them. */
  epochs: z.array(epochReport),
  rotations: z.array(rotationReport),
  /** The last change of the key that wraps those of persons, and how many are wrapped by it since; null: it was never changed. */
  wrapping: z
    .object({
      changedAt: z.iso.datetime(),
      rewrapped: z.int(),
      finishedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
  lastVerification: verificationSummary.nullable(),
  running: z.object({ done: z.int(), total: z.int(), startedAt: z.iso.datetime() }).nullable(),
  openIntents: z.int(),
  erased: z.object({ subjects: z.int(), compactionDue: z.boolean() }),
  retentionMonths: z.int().nullable(),
  retention: retentionPlan.nullable(),
  /** Entries older than so many months are pruned by the desk itself; null for never. */
  keepLogMonths: z.int().nullable(),
  pruning: prunePlan.nullable(),
  searchLag: z.int(),
  /** In how many entries the search index and the log differed when it was opened; it was then made anew. */
  searchLacked: z.int(),
  /** Entries with a number below `before`, written before `upTo`, were pruned, the last time at `at`. */
  pruned: z.object({ before: z.int(), upTo: z.iso.datetime().nullable(), at: z.iso.datetime() }).nullable(),
});
export type AuditHealth = z.infer<typeof auditHealth>;

/** What becomes of a person's orders that are pending at SRS when the person is erased, the usual first. */
export const PENDING_CHOICES = ['cancel', 'leave_open'] as const;
/** One of {@link PENDING_CHOICES}. */
export type PendingChoice = (typeof PENDING_CHOICES)[number];

/** `POST /api/orders/:refId/erase`. The reason stays readable for good: it must name no person. */
export const eraseInput = z.strictObject({
  reason,
  confirm: z.literal(true, 'must be true: it cannot be undone'),
  /** To be given where an order of the person is pending at SRS. */
  pending: z.enum(PENDING_CHOICES).optional(),
});
export type EraseInput = z.infer<typeof eraseInput>;

export const eraseResult = z.object({
  refIds: z.array(z.string()),
  subjects: z.int(),
  /** Whether file and write-ahead log were rewritten already; else it is tried again by itself. */
  compacted: z.boolean(),
  /** Databases that a restore moved aside: they may still name the person, and are to be deleted by hand. */
  aside: z.array(z.string()),
});
export type EraseResult = z.infer<typeof eraseResult>;

/** `POST /api/orders/:refId/legal-hold`. */
export const legalHoldInput = z.strictObject({ hold: z.boolean(), reason });
export type LegalHoldInput = z.infer<typeof legalHoldInput>;

/** `GET /api/audit/holds`: how many orders are under legal hold, and the first of them. */
export const legalHolds = z.object({ total: z.int(), refIds: z.array(z.string()) });
export type LegalHolds = z.infer<typeof legalHolds>;

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
