/** What can be wrong with a log, one code each. */
type FindingCode =
  | 'gap'
  | 'bytes'
  | 'hash'
  | 'chain'
  | 'column'
  | 'call_row'
  | 'call_order'
  | 'tree_node'
  | 'frontier'
  | 'stub'
  | 'checkpoint_format'
  | 'checkpoint_signature'
  | 'checkpoint_root'
  | 'checkpoint_column'
  | 'cut_tail'
  | 'proof'
  | 'sealed'
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

/** How a checkpoint fared: `matched`, or `pruned` when its size lies in the part that was pruned away. */
export interface CheckpointResult {
  size: number;
  at: string | null;
  status: 'matched' | 'pruned';
  /** Whether its signature could be checked (a public key was given). */
  signed: boolean;
  source: 'stored' | 'given';
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
  durationMs: 0,
} satisfies Omit<Verification, 'outcome'>;

/** A verification that could not be carried out. */
export function unchecked(problem: string): Verification {
  return { ...NOTHING_CHECKED, outcome: 'unchecked', problem };
}

/** A verification that ended at what is wrong, without a range that holds. */
export function broken(finding: Finding): Verification {
  return { ...NOTHING_CHECKED, outcome: 'broken', finding };
}
