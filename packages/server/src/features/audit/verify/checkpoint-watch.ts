import { sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import type { Checkpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { insist } from './broken-log.ts';
import type { CheckpointResult, Finding } from './finding.ts';
import { type LogHistory, signedAfterRestore } from './log-history.ts';
import { resultOf, timeOf } from './open-checkpoint-note.ts';

/** `statement`: a checkpoint that an entry of the log carries (`log-history.ts`). */
type Awaited = { checkpoint: Checkpoint; source: CheckpointResult['source'] | 'statement' };

/** Holds the tree, while it grows, against the checkpoints that were signed over it. */
export class CheckpointWatch {
  readonly #history: LogHistory;
  readonly results: CheckpointResult[] = [];
  storedChecked = 0;
  newestStored: CheckpointResult | null = null;
  #awaited: Awaited[] = [];
  #fromOutside = false;
  #lastMatch: number;

  /** `before`: number of entries that were pruned. */
  constructor(history: LogHistory, before: number) {
    this.#history = history;
    this.#lastMatch = before;
    for (const { checkpoint } of history.statements) this.#await({ checkpoint, source: 'statement' });
  }

  /** Takes in a note to be met later; gives a finding when the note itself is bad. */
  expect(note: string, source: CheckpointResult['source']): Finding | null {
    const read = this.#history.open(note);
    if (!read.ok) {
      // A file from outside that is no checkpoint says nothing of the log.
      const isJunk = source === 'given' && read.finding.code === 'checkpoint_format';
      return isJunk ? { ...read.finding, code: 'checkpoint_foreign' } : read.finding;
    }
    if (source === 'given') this.#fromOutside = true;
    this.#await({ checkpoint: read.checkpoint, source });
    return null;
  }

  #await(one: Awaited): void {
    this.#awaited.push(one);
    this.#awaited.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
  }

  /**
   * Marks those that lie within the pruned part: nothing but their signature can be checked here.
   * @throws BrokenLog for one of a life that went on beside this one
   */
  passPruned(before: number): void {
    insist(this.#passLost(before));
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
      if (!sameBytes(next.checkpoint.root, root)) {
        const finding = this.#mismatch(next);
        if (finding !== null) return finding;
        continue;
      }
      this.#note(next, 'matched');
      // Those in the file say nothing of where it was rewritten, to who holds one from outside: they can be signed anew.
      if (next.source === 'given' || (next.source === 'stored' && !this.#fromOutside)) this.#lastMatch = size;
    }
    return null;
  }

  /**
   * Takes note of those that state more entries than an export holds: it ends before them. Gives the first.
   * @throws BrokenLog for one of a life that went on beside this one
   */
  passBeyond(): Checkpoint | null {
    insist(this.#passLost());
    const beyond = this.#awaited.splice(0);
    for (const one of beyond) this.#note(one, 'beyond');
    return beyond[0]?.checkpoint ?? null;
  }

  #passLost(before = Number.POSITIVE_INFINITY): Finding | null {
    let finding: Finding | null = null;
    this.#awaited = this.#awaited.filter((one) => {
      if (
        one.checkpoint.size >= before ||
        one.source === 'stored' ||
        this.#history.lost(one.checkpoint) === null
      )
        return true;
      finding ??= this.#noteLost(one);
      return false;
    });
    return finding;
  }

  /** Whatever is still awaited when the log ends speaks of entries that are not there. */
  end(lastSeq: number): Finding | null {
    const fork = this.#passLost();
    const next = this.#awaited[0];
    if (fork !== null || next === undefined) return fork;
    const { size } = next.checkpoint;
    return {
      seq: lastSeq,
      code: 'cut_tail',
      detail: `the log ends at entry ${lastSeq}, but a signed checkpoint${ofTime(next.checkpoint)} states ${size} entries: the end was cut off or an older file put back`,
    };
  }

  #noteLost(one: Awaited): Finding | null {
    const lost = this.#history.lost(one.checkpoint);
    if (lost === null || one.source === 'statement') return null;
    const fork = signedAfterRestore(one.checkpoint, lost);
    if (fork === null) this.#note(one, 'lost', lost.restore.checkpoint.size + 1);
    return fork;
  }

  /** The finding for a checkpoint with another root; null for one of what a restore took out of the log. */
  #mismatch(one: Awaited): Finding | null {
    const { checkpoint, source } = one;
    if (source !== 'stored' && this.#history.lost(checkpoint) !== null) return this.#noteLost(one);
    if (source === 'statement') {
      const detail = `it carries a signed statement over ${checkpoint.size} entries, which are not those before it`;
      return { seq: checkpoint.size + 1, code: 'statement', detail };
    }
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

  #note(
    { checkpoint, source }: Awaited,
    status: CheckpointResult['status'],
    droppedFrom: number | null = null,
  ): void {
    if (source === 'statement') return;
    const result = resultOf(checkpoint, { status, droppedFrom, signed: this.#history.isSigned, source });
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
