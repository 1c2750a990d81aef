import { sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import type { Checkpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import type { VerifierKey } from '@srs-desk/shared/audit/note.ts';
import type { CheckpointResult, Finding } from './finding.ts';
import { readCheckpointNote, timeOf } from './open-checkpoint-note.ts';

type Awaited = { checkpoint: Checkpoint; source: CheckpointResult['source'] };

/** Holds the tree, while it grows, against the checkpoints that were signed over it. */
export class CheckpointWatch {
  readonly #key: VerifierKey | null;
  readonly results: CheckpointResult[] = [];
  storedChecked = 0;
  newestStored: CheckpointResult | null = null;
  #awaited: Awaited[] = [];
  #fromOutside = false;
  #lastMatch: number;

  /** `before`: number of entries that were pruned. */
  constructor(key: VerifierKey | null, before: number) {
    this.#key = key;
    this.#lastMatch = before;
  }

  /** Takes in a note to be met later; gives a finding when the note itself is bad. */
  expect(note: string, source: CheckpointResult['source']): Finding | null {
    const read = readCheckpointNote(note, this.#key);
    if (!read.ok) {
      // A file from outside that is no checkpoint says nothing of the log.
      const isJunk = source === 'given' && read.finding.code === 'checkpoint_format';
      return isJunk ? { ...read.finding, code: 'checkpoint_foreign' } : read.finding;
    }
    if (source === 'given') this.#fromOutside = true;
    this.#awaited.push({ checkpoint: read.checkpoint, source });
    this.#awaited.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
    return null;
  }

  /** Marks those that lie within the pruned part: nothing but their signature can be checked here. */
  passPruned(before: number): void {
    while ((this.#awaited[0]?.checkpoint.size ?? Number.POSITIVE_INFINITY) < before) {
      const next = this.#awaited.shift();
      if (next !== undefined) this.#note(next, 'pruned');
    }
  }

  /** The size at which the next root is wanted. */
  get nextSize(): number {
    return this.#awaited[0]?.checkpoint.size ?? Number.POSITIVE_INFINITY;
  }

  /** The tree has `size` entries and this root. */
  meet(size: number, root: Uint8Array): Finding | null {
    while (this.nextSize === size) {
      const next = this.#awaited.shift();
      if (next === undefined) break;
      if (!sameBytes(next.checkpoint.root, root)) return this.#mismatch(next);
      this.#note(next, 'matched');
      // Those in the file say nothing of where it was rewritten, to who holds one from outside: they can be signed anew.
      if (next.source === 'given' || !this.#fromOutside) this.#lastMatch = size;
    }
    return null;
  }

  /** Takes note of those that state more entries than an export holds: it ends before them. Gives the first. */
  passBeyond(): Checkpoint | null {
    const beyond = this.#awaited.splice(0);
    for (const one of beyond) this.#note(one, 'beyond');
    return beyond[0]?.checkpoint ?? null;
  }

  /** Whatever is still awaited when the log ends speaks of entries that are not there. */
  end(lastSeq: number): Finding | null {
    const next = this.#awaited[0];
    if (next === undefined) return null;
    const { size } = next.checkpoint;
    return {
      seq: lastSeq,
      code: 'cut_tail',
      detail: `the log ends at entry ${lastSeq}, but a signed checkpoint${ofTime(next.checkpoint)} states ${size} entries: the end was cut off or an older file put back`,
    };
  }

  #mismatch({ checkpoint, source }: Awaited): Finding {
    const range = `${this.#lastMatch + 1} … ${checkpoint.size}`;
    const anew =
      source === 'given' && this.storedChecked > 0
        ? '; the checkpoints in the file were signed anew, by who holds the key'
        : '';
    return {
      seq: this.#lastMatch + 1,
      code: 'checkpoint_root',
      detail: `entries ${range} are not those that the ${source} checkpoint at ${checkpoint.size}${ofTime(checkpoint)} was signed over: one of them was rewritten${anew}`,
    };
  }

  #note({ checkpoint, source }: Awaited, status: CheckpointResult['status']): void {
    const { size } = checkpoint;
    const result = { size, at: timeOf(checkpoint), status, signed: this.#key !== null, source };
    if (source === 'given') this.results.push(result);
    else {
      this.storedChecked += 1;
      this.newestStored = result;
    }
  }
}

function ofTime(checkpoint: Checkpoint): string {
  const at = timeOf(checkpoint);
  return at === null ? '' : ` of ${at}`;
}
