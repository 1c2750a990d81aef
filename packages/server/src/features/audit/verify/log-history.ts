import type { Checkpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { NoteFormatError, type VerifierKey } from '@srs-desk/shared/audit/note.ts';
import {
  isAfter,
  placeOf,
  type RestoreStatement,
  type RotationStatement,
  readStatement,
  type Statement,
} from '@srs-desk/shared/audit/statement.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import type { Carried } from '../log/statement-carriers.ts';
import { TIME_TOLERANCE_MS } from './check-block.ts';
import type { Finding } from './finding.ts';
import { KeyRing } from './key-ring.ts';
import { type OpenedNote, readUnsigned, timeOf } from './open-checkpoint-note.ts';

/** A life that ended by a restore before its end. */
interface LostRange {
  restore: RestoreStatement;
  epoch: number;
}

/** The lives and keys of a log, as its own signed statements tell of them. */
export class LogHistory {
  readonly restores: readonly RestoreStatement[];
  readonly rotations: readonly RotationStatement[];
  /** What the log itself carries of both, as checkpoints that the tree must meet. */
  readonly statements: readonly Statement[];
  /** The first thing that is wrong with the statements. */
  readonly finding: Finding | null;
  readonly #ring: KeyRing | null;

  /**
   * Reads the statements of a log by the key that was handed over (null: their signatures are not checked). `before`: those
   * that stand in front of an export's first entry. `kept`: rotations of the key that its file knows, which an older state of the
   * log may lack.
   */
  constructor(
    key: VerifierKey | null,
    carried: readonly Carried[],
    {
      before = [],
      kept = [],
    }: { before?: readonly string[] | undefined; kept?: readonly string[] | undefined } = {},
  ) {
    const { known, finding } = readAll(carried, before);
    const lacking = kept.filter((note) => !known.some((one) => one.note === note));
    const all = [...known, ...lacking.map((note) => readStatement(sha256, note))].sort((a, b) =>
      isAfter(placeOf(a.checkpoint), placeOf(b.checkpoint)) ? 1 : -1,
    );
    this.statements = known;
    this.rotations = all.filter((one) => one.kind === 'rotation');
    this.restores = all.filter((one) => one.kind === 'restore');
    const ring = key === null ? null : KeyRing.over(key, this.rotations);
    this.#ring = ring instanceof KeyRing ? ring : key === null ? null : KeyRing.of(key);
    this.finding = finding ?? (ring instanceof KeyRing ? this.#badEpoch() : ring);
  }

  /** Whether there is a key to check signatures by. */
  get isSigned(): boolean {
    return this.#ring !== null;
  }

  #badEpoch(): Finding | null {
    for (const [at, { note, epoch, checkpoint }] of this.restores.entries()) {
      const opened = this.open(note);
      const isTwice = this.restores[at - 1]?.epoch === epoch;
      if (opened.ok && !isTwice) continue;
      const why = opened.ok ? 'two epochs have its number' : opened.finding.detail;
      return bad(checkpoint.size + 1, `the beginning of epoch ${epoch} does not hold: ${why}`);
    }
    return null;
  }

  /** Reads a checkpoint note; with a key, its signature too, by the key that was in force there. */
  open(note: string): OpenedNote {
    return this.#ring === null ? readUnsigned(note) : this.#ring.open(note);
  }

  /** Whether this key is the one that signs now. */
  isInForce(key: VerifierKey): boolean {
    return this.#ring?.isInForce(key) ?? false;
  }

  /** Whether a checkpoint that the tree does not meet speaks of what a restore took out of the log. */
  lost(checkpoint: Checkpoint): LostRange | null {
    const { epoch, size } = placeOf(checkpoint);
    const restore = this.restores.find((one) => one.epoch > epoch);
    if (restore === undefined) return null;
    // Of an epoch without a beginning in this log nothing is left in it.
    const isOurs = epoch === 1 || this.restores.some((one) => one.epoch === epoch);
    return !isOurs || size > restore.checkpoint.size ? { restore, epoch } : null;
  }
}

/** What is wrong with a checkpoint of a life that a restore ended: signed later, that life went on beside this one. */
export function signedAfterRestore(checkpoint: Checkpoint, { epoch, restore }: LostRange): Finding | null {
  const [signed, ended] = [timeOf(checkpoint), timeOf(restore.checkpoint)];
  if (signed === null || ended === null || Date.parse(signed) <= Date.parse(ended) + TIME_TOLERANCE_MS)
    return null;
  const detail = `the checkpoint at ${checkpoint.size} of epoch ${epoch} was signed at ${signed}, after the restore of ${ended} that ended it: the log was continued in two places`;
  return { seq: restore.checkpoint.size + 1, code: 'fork', detail };
}

function readAll(
  carried: readonly Carried[],
  before: readonly string[],
): { known: Statement[]; finding: Finding | null } {
  const known = new Map<string, Statement>();
  try {
    for (const note of before) known.set(note, readStatement(sha256, note));
    for (const { seq, action, notes } of carried) {
      for (const note of notes) known.set(note, readStatement(sha256, note));
      const finding = checkCarrier(
        seq,
        action,
        notes.flatMap((note) => known.get(note) ?? []),
      );
      if (finding !== null) return { known: [...known.values()], finding };
    }
    return { known: [...known.values()], finding: null };
  } catch (error) {
    if (!(error instanceof NoteFormatError)) throw error;
    const finding = bad(null, `a statement about the log cannot be read: ${error.message}`);
    return { known: [...known.values()], finding };
  }
}

function checkCarrier(
  seq: number,
  action: Carried['action'],
  statements: readonly Statement[],
): Finding | null {
  if (action === 'audit.prune') return null;
  const wanted = action === 'backup.restore' ? 'restore' : 'rotation';
  const own = statements.filter(({ kind, checkpoint }) => kind === wanted && checkpoint.size === seq - 1);
  // A restore of before epochs were written down states none.
  if (own.length === 1 || (action === 'backup.restore' && statements.length === 0)) return null;
  return bad(seq, `it carries no statement over the ${seq - 1} entries before it`);
}

function bad(seq: number | null, detail: string): Finding {
  return { seq, code: 'statement', detail };
}
