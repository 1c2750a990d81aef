import type { LogFixture } from '../log-fixture.ts';

/** What a verifier says: its exit codes 0, 1 and 2. */
export type Verdict = 'intact' | 'broken' | 'unchecked';

/** A file as somebody is handed it, with what they check it by. */
export interface Sample {
  kind: '--db' | '--jsonl' | '--pack' | '--consistency';
  path: string;
  /** Public key; the log's own when absent. */
  key?: string | undefined;
  /** Notes that left the house before. */
  checkpoints?: readonly string[] | undefined;
}

/** What attacks are made of: one small log, closed, and what is known of it outside. */
export interface Ground {
  log: LogFixture;
  /** Its checkpoints, oldest first; the first left the house. */
  notes: { first: string; last: string };
  /** The database as it was at the first checkpoint. */
  oldBackup: string;
  /** A checkpoint and key of another log. */
  foreign: { note: string; key: string };
  /** Proof packs of one order of another, smaller desk (plain and with what is sealed opened), as JSON. */
  packs: { key: string; plain: string; opened: string; other: string; page: string; short: string };
  /** A new path for a file of a sample. */
  keep(content: string): string;
  /** A copy of the log's database, to be spoilt. */
  copy(): string;
  /** Signs what stands in a database anew, as the key's holder can. */
  resign(path: string): Promise<void>;
}

/** Who can do it: whoever holds the file, or the key as well. */
type Attacker = 'file' | 'key';

/** One way to forge, and who finds it. */
export interface Attack {
  what: string;
  by: Attacker;
  make(ground: Ground): Sample | Promise<Sample>;
  /** Of the product. */
  says: Verdict;
  /** Of `tools/verify.py`, where it is another. */
  independent?: Verdict;
  /** What the product says it is, as far as that matters. */
  finding?: { seq?: number | null; code?: string };
  /** A part of a warning that both must give, where the verdict alone does not show it. */
  warning?: RegExp;
  /** Why it is not found, or by one alone. */
  why?: string;
}
