import { fromHex, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { ZERO_HASH_HEX } from '@srs-desk/shared/audit/chain.ts';
import type { Checkpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { EntryFormatError, type EntryV1, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import type { VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { verifyConsistency } from '@srs-desk/shared/audit/tree-verify.ts';
import { LeafHasher } from '../../../platform/ledger/leaf-hasher.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { checkAction } from './check-action.ts';
import { TIME_TOLERANCE_MS } from './check-block.ts';
import { CheckpointWatch } from './checkpoint-watch.ts';
import { type Finding, timeRunsBack, unchecked, type Verification } from './finding.ts';
import { type ExportHeader, type ExportTrailer, exportHeader, exportTrailer } from './jsonl-format.ts';
import { linesOf } from './lines-of.ts';
import { readCheckpointNote, timeOf } from './open-checkpoint-note.ts';
import { RepeatedUuids, repeatedMarks, uuidMark } from './uuid-watch.ts';

interface VerifyJsonlOptions {
  path: string;
  key: VerifierKey | null;
  checkpoints?: readonly string[];
}

/** Checks an exported log line by line, in memory that does not grow with it. */
export async function verifyJsonl(options: VerifyJsonlOptions): Promise<Verification> {
  const started = performance.now();
  const run = new JsonlRun(options);
  try {
    for await (const line of linesOf(options.path)) {
      run.line(line);
      if (run.done) break;
    }
    await run.checkUuids();
    return { ...run.result(), durationMs: Math.round(performance.now() - started) };
  } catch (error) {
    return unchecked(`${options.path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** UUIDs kept in one piece of memory. */
const MARKS = 8192;

class Broken extends Error {
  constructor(readonly finding: Finding) {
    super(finding.detail);
  }
}

class JsonlRun {
  readonly #options: VerifyJsonlOptions;
  readonly #hasher = new LeafHasher();
  readonly #open = new Set<string>();
  #watch: CheckpointWatch;
  #header: ExportHeader | null = null;
  #trailer: ExportTrailer | null = null;
  #tree = MerkleFrontier.empty(sha256);
  #lastHash = ZERO_HASH_HEX;
  #lastSeq = 0;
  #entries = 0;
  #finding: Finding | null = null;
  #signedEnd = false;
  /** A checkpoint from outside that states more entries than the file holds. */
  #beyond: Checkpoint | null = null;
  readonly #uuids: Float64Array[] = [];
  #latest = 0;
  #back: { seq: number; byMs: number } | null = null;

  constructor(options: VerifyJsonlOptions) {
    this.#options = options;
    this.#watch = new CheckpointWatch(options.key, 0);
  }

  /** Whether the rest need not be read. */
  get done(): boolean {
    return this.#finding !== null;
  }

  /** @throws Error when the file is no export. */
  line(text: string): void {
    if (text !== '') this.#attempt(() => this.#line(text));
  }

  // The first finding ends the run.
  #attempt(step: () => void): void {
    try {
      step();
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.#finding ??= error.finding;
    }
  }

  #line(text: string): void {
    if (this.#header === null) this.#begin(text);
    else if (this.#trailer !== null) this.#fail(null, 'export_format', 'there are lines after the trailer');
    else if (text.startsWith('{"end":')) this.#trailer = readTrailer(text);
    else this.#entry(text);
  }

  #begin(text: string): void {
    const header = exportHeader.safeParse(parseJson(text));
    if (!header.success) throw new Error('the first line is not the header of an exported log');
    this.#header = header.data;
    const { firstSeq, prefix, prevHash, filter } = header.data;
    this.#tree = MerkleFrontier.parse(sha256, prefix);
    this.#lastHash = prevHash;
    this.#lastSeq = firstSeq - 1;
    this.#watch = new CheckpointWatch(this.#options.key, firstSeq - 1);
    if (filter === null && this.#tree.size !== firstSeq - 1)
      this.#fail(null, 'export_format', 'the prefix is of another size');
    if (firstSeq === 1 && prevHash !== ZERO_HASH_HEX) {
      this.#fail(1, 'chain', 'the first entry is not linked to the zero hash');
    }
    for (const note of this.#options.checkpoints ?? []) this.#found(this.#watch.expect(note, 'given'));
    if (filter === null) {
      this.#watch.passPruned(firstSeq - 1);
      this.#found(this.#watch.meet(firstSeq - 1, this.#tree.root()));
    }
  }

  #entry(text: string): void {
    const wanted = this.#lastSeq + 1;
    const entry = readEntry(text, wanted);
    const filtered = this.#header?.filter !== null;
    if (filtered ? entry.seq < wanted : entry.seq !== wanted) {
      this.#fail(wanted, 'gap', `entry ${wanted} is missing; entry ${entry.seq} stands in its place`);
    }
    const linked = entry.seq === wanted && (!filtered || this.#entries > 0 || wanted === 1);
    if (linked && entry.prevHash !== this.#lastHash) {
      const detail = `entry ${entry.seq} does not name the hash of the entry before it`;
      this.#fail(entry.seq, 'chain', detail);
    }
    this.#found(checkAction(entry));
    const leaf = this.#hasher.hash(text);
    this.#lastHash = toHex(leaf);
    this.#lastSeq = entry.seq;
    this.#noteEntry(entry);
    this.#entries += 1;
    if (filtered) return;
    this.#matchCall(entry);
    this.#tree.append(leaf);
    if (this.#tree.size === this.#watch.nextSize) {
      this.#found(this.#watch.meet(this.#tree.size, this.#tree.root()));
    }
  }

  #noteEntry({ uuid, seq, at }: EntryV1): void {
    const place = this.#entries % MARKS;
    if (place === 0) this.#uuids.push(new Float64Array(MARKS));
    const part = this.#uuids.at(-1);
    if (part !== undefined) part[place] = uuidMark(uuid);
    const time = Date.parse(at);
    if (time < this.#latest - TIME_TOLERANCE_MS) this.#back ??= { seq, byMs: this.#latest - time };
    this.#latest = Math.max(this.#latest, time);
  }

  /** Whether a UUID stands twice; reads the file again only where it may. */
  async checkUuids(): Promise<void> {
    const last = this.#uuids.pop();
    if (last === undefined || this.#finding !== null) return;
    const marks = repeatedMarks([
      ...this.#uuids,
      last.subarray(0, this.#entries - this.#uuids.length * MARKS),
    ]);
    if (marks.size === 0) return;
    const repeated = new RepeatedUuids();
    for await (const line of linesOf(this.#options.path)) {
      if (!line.startsWith('{"action"')) continue;
      const { uuid, seq } = parseEntry(line);
      const first = marks.has(uuidMark(uuid)) ? repeated.take(uuid, seq) : null;
      if (first === null) continue;
      this.#finding = { seq, code: 'uuid', detail: `it has the UUID of entry ${first}` };
      return;
    }
  }

  #matchCall(entry: EntryV1): void {
    if (entry.kind !== 'call' || entry.callId === undefined) return;
    if (entry.action === 'call.intent') this.#open.add(entry.callId);
    else if (!this.#open.delete(entry.callId) && this.#header?.firstSeq === 1) {
      const detail = `call ${entry.callId} has an outcome without an intent before it`;
      this.#fail(entry.seq, 'call_order', detail);
    }
  }

  result(): Verification {
    if (this.#header === null) return unchecked(`${this.#options.path} is empty`);
    const header = this.#header;
    if (this.#finding === null) this.#attempt(() => this.#end(header));
    const problem = this.#finding === null ? this.#problem(this.#header) : null;
    const open = [...this.#open];
    return {
      outcome: this.#finding !== null ? 'broken' : problem !== null ? 'unchecked' : 'intact',
      finding: this.#finding,
      problem,
      warnings: this.#warnings(open.length),
      firstSeq: this.#header.firstSeq,
      lastSeq: this.#lastSeq,
      root: this.#finding === null && problem === null ? toHex(this.#tree.root()) : null,
      openIntents: { count: open.length, first: open.slice(0, 20).map(Number) },
      storedCheckpoints: { checked: this.#watch.storedChecked, newest: this.#watch.newestStored },
      givenCheckpoints: this.#watch.results,
      durationMs: 0,
    };
  }

  #end(header: ExportHeader): void {
    const trailer = this.#trailer;
    if (trailer === null) {
      this.#fail(this.#lastSeq, 'cut_tail', `the file ends after entry ${this.#lastSeq} without its trailer`);
    }
    if (trailer.entries !== this.#entries || (this.#entries > 0 && trailer.lastSeq !== this.#lastSeq)) {
      const detail = `the trailer counts ${trailer.entries} entries up to ${trailer.lastSeq}, the file has ${this.#entries} up to ${this.#lastSeq}`;
      this.#fail(this.#lastSeq, 'cut_tail', detail);
    }
    if (header.filter !== null) return;
    if (trailer.checkpoint !== null) this.#meetTrailer(trailer.checkpoint, trailer.proof);
    this.#beyond = this.#watch.passBeyond();
  }

  #meetTrailer(note: string, proof: readonly string[]): void {
    const read = readCheckpointNote(note, this.#options.key);
    if (!read.ok) throw new Broken(read.finding);
    const { size, root } = read.checkpoint;
    const holds = verifyConsistency(sha256, {
      oldSize: this.#tree.size,
      oldRoot: this.#tree.root(),
      newSize: size,
      newRoot: root,
      proof: proof.map(fromHex),
    });
    const detail = `the entries are not those that the checkpoint at ${size} was signed over`;
    if (!holds) this.#fail(null, 'checkpoint_root', detail);
    this.#signedEnd = this.#options.key !== null;
    this.#watch.storedChecked += 1;
    this.#watch.newestStored = {
      size,
      at: timeOf(read.checkpoint),
      status: 'matched',
      signed: this.#signedEnd,
      source: 'stored',
    };
  }

  // Without a signature over the end, a part of a log could have been made up from its first line on.
  #problem(header: ExportHeader): string | null {
    if (header.filter !== null) {
      return 'a filtered export cannot be proven by itself: export the whole range, or an order’s proof pack';
    }
    if (
      header.firstSeq > 1 &&
      !this.#signedEnd &&
      !this.#watch.results.some(({ signed, status }) => signed && status === 'matched')
    ) {
      return 'a part of a log can be proven only against a signed checkpoint: give the public key';
    }
    return null;
  }

  #warnings(open: number): string[] {
    const warnings: string[] = [];
    if (this.#options.key === null) warnings.push('no public key given: signatures were not checked');
    if ((this.#options.checkpoints ?? []).length === 0 && !this.#signedEnd) {
      warnings.push('no exported checkpoint given: a cut end or a wholly rewritten end cannot be seen');
    }
    if (this.#beyond !== null) {
      const { size } = this.#beyond;
      warnings.push(
        `the checkpoint at ${size} reaches beyond this file, which ends at entry ${this.#lastSeq}: what comes after is not covered`,
      );
    }
    if (this.#back !== null) warnings.push(timeRunsBack(this.#back));
    if (open > 0)
      warnings.push(`${open} calls have an intent and no outcome (running, or cut off by a crash)`);
    return warnings;
  }

  #found(finding: Finding | null): void {
    if (finding !== null) throw new Broken(finding);
  }

  #fail(seq: number | null, code: Finding['code'], detail: string): never {
    throw new Broken({ seq, code, detail });
  }
}

function readEntry(text: string, seq: number): EntryV1 {
  try {
    return parseEntry(text);
  } catch (error) {
    if (!(error instanceof EntryFormatError)) throw error;
    throw new Broken({ seq, code: 'bytes', detail: error.message });
  }
}

function readTrailer(text: string): ExportTrailer {
  const trailer = exportTrailer.safeParse(parseJson(text));
  if (!trailer.success) throw new Error('the last line is not the trailer of an exported log');
  return trailer.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
