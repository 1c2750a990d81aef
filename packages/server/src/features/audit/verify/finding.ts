import type { EpochReport, RotationReport } from '@srs-desk/shared/api/audit.ts';
import type { StampStated } from '../stamp/stamp-stated.ts';

/** What can be wrong with a log, one code each. */
type FindingCode =
  | 'gap'
  | 'bytes'
  | 'action'
  | 'hash'
  | 'chain'
  | 'column'
  | 'call_row'
  | 'call_order'
  | 'tree_node'
  | 'frontier'
  | 'stub'
  | 'statement'
  | 'fork'
  | 'checkpoint_format'
  | 'checkpoint_signature'
  | 'checkpoint_foreign'
  | 'checkpoint_key'
  | 'checkpoint_root'
  | 'checkpoint_column'
  | 'cut_tail'
  | 'proof'
  | 'sealed'
  | 'uuid'
  | 'checkpoint_missing'
  | 'time_stamp'
  | 'pack_field'
  | 'pack_incomplete'
  | 'pack_page'
  | 'export_format';

/** The first thing that is wrong: the entry it is about (null when it is about the log as a whole), and how. */
export interface Finding {
  seq: number | null;
  code: FindingCode;
  detail: string;
}

/**
 * How a checkpoint fared: `matched`; `pruned` when its size lies in the part that was pruned away; `beyond` when it states more
 * entries than an export holds; `lost` when it is of the end of an earlier epoch, which a restore took out of the log.
 */
export interface CheckpointResult {
  size: number;
  at: string | null;
  epoch: number;
  status: 'matched' | 'pruned' | 'beyond' | 'lost';
  /** Of a lost one: the entry from which on the restore dropped what it covers, and that tells of it. */
  droppedFrom: number | null;
  /** Whether its signature could be checked (a public key was given). */
  signed: boolean;
  source: 'stored' | 'given';
}

/** How time stamps fared that hold; `untrusted`: of how many it was not shown whose they are. */
export interface StampReport {
  checked: number;
  untrusted: number;
  /** The one over the most entries. */
  newest: Pick<StampStated, 'size' | 'stampedAt' | 'authority' | 'policy'>;
}

/** The outcome of a verification. */
export interface Verification {
  /** `intact`: every check held. `broken`: see `finding`. `unchecked`: it could not be checked; see `problem`. */
  outcome: 'intact' | 'broken' | 'unchecked';
  finding: Finding | null;
  problem: string | null;
  /** What does not break the proof but should be known. */
  warnings: string[];
  firstSeq: number;
  lastSeq: number;
  /** Merkle root over everything up to `lastSeq`, hex; null when the check ended early. */
  root: string | null;
  /** Calls whose intent stands without an outcome, and the first of them. */
  openIntents: { count: number; first: number[] };
  storedCheckpoints: { checked: number; newest: CheckpointResult | null };
  givenCheckpoints: CheckpointResult[];
  epochs: EpochReport[];
  rotations: RotationReport[];
  /** Time stamps of its checkpoints, stored or given, where there are any. */
  timeStamps?: StampReport | undefined;
  durationMs: number;
}

/** Exit code of `desk audit verify`: 0 proven intact, 1 broken, 2 could not be checked. */
export function exitCodeOf(verification: Verification): 0 | 1 | 2 {
  switch (verification.outcome) {
    case 'intact':
      return 0;
    case 'broken':
      return 1;
    case 'unchecked':
      return 2;
  }
}

const NOTHING_CHECKED = {
  finding: null,
  problem: null,
  warnings: [],
  firstSeq: 0,
  lastSeq: 0,
  root: null,
  openIntents: { count: 0, first: [] },
  storedCheckpoints: { checked: 0, newest: null },
  givenCheckpoints: [],
  epochs: [],
  rotations: [],
  durationMs: 0,
} satisfies Omit<Verification, 'outcome'>;

/**
 * The signed checkpoint up to which the log is proven; null when there is none. One from outside counts before those in the
 * file, however far these reach: whoever holds the key may have made them anew.
 */
export function coverOf(verification: Verification): CheckpointResult | null {
  const { givenCheckpoints, storedCheckpoints, firstSeq } = verification;
  const furthest = (results: readonly CheckpointResult[]) =>
    results
      .filter(({ status, signed, size }) => status === 'matched' && signed && size >= firstSeq)
      .reduce<CheckpointResult | null>((far, one) => (far === null || one.size > far.size ? one : far), null);
  const { newest } = storedCheckpoints;
  return furthest(givenCheckpoints) ?? furthest(newest === null ? [] : [newest]);
}

/** The verdict for somebody outside: what no signature covers, or another key's, was not checked. */
export function insistOnSignature(verification: Verification): Verification {
  const { finding } = verification;
  if (verification.outcome === 'unchecked' || coverOf(verification) !== null) return verification;
  if (finding === null) {
    const problem =
      'the entries agree with each other, but no signature over them could be checked: without the public key and a signed checkpoint anybody could have made them up';
    return { ...verification, outcome: 'unchecked', problem };
  }
  if (finding.code !== 'checkpoint_foreign') return verification;
  return { ...verification, outcome: 'unchecked', finding: null, problem: finding.detail };
}

/** The warning about an entry before which time runs back. */
export function timeRunsBack({ seq, byMs }: { seq: number; byMs: number }): string {
  const minutes = Math.round(byMs / 60_000);
  const span = minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
  return `time runs back by ${span} at entry ${seq}: the clock was set back, or the entry was not written when it says`;
}

/** A verification that could not be carried out. */
export function unchecked(problem: string): Verification {
  return { ...NOTHING_CHECKED, outcome: 'unchecked', problem };
}

/** What two checkpoints and the proof between them show: that the log up to `lastSeq` begins with what it was before. */
export function provenBetween(checkpoints: CheckpointResult[], lastSeq: number): Verification {
  return { ...NOTHING_CHECKED, outcome: 'intact', firstSeq: 1, lastSeq, givenCheckpoints: checkpoints };
}

/** A verification that ended at what is wrong, without a range that holds. */
export function broken(finding: Finding): Verification {
  return { ...NOTHING_CHECKED, outcome: 'broken', finding };
}
