import { fromHex, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { ZERO_HASH_HEX } from '@srs-desk/shared/audit/chain.ts';
import type { Checkpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { verifyConsistency } from '@srs-desk/shared/audit/tree-verify.ts';
import { LeafHasher } from '../../../platform/ledger/leaf-hasher.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import type { Carried } from '../log/statement-carriers.ts';
import { BrokenLog, insist } from './broken-log.ts';
import { checkAction } from './check-action.ts';
import { CheckpointWatch } from './checkpoint-watch.ts';
import { EntryMarks } from './entry-marks.ts';
import { type Finding, unchecked, type Verification } from './finding.ts';
import type { ExportHeader, ExportTrailer } from './jsonl-format.ts';
import { linesOf } from './lines-of.ts';
import { LogHistory } from './log-history.ts';
import { resultOf } from './open-checkpoint-note.ts';
import { carriedIn, entriesIn, readEntry, readHeader, readTrailer } from './read-jsonl.ts';
import { toldOf } from './told-of.ts';
import { warningsOf } from './warnings.ts';

interface VerifyJsonlOptions {
  path: string;
  key: VerifierKey | null;
  checkpoints?: readonly string[];
}

/** Checks an exported log line by line, in memory that does not grow with it. */
export async function verifyJsonl(options: VerifyJsonlOptions): Promise<Verification> {
  const started = performance.now();
  try {
    const run = new JsonlRun(options, await carriedIn(options.path));
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

class JsonlRun {
  readonly #options: VerifyJsonlOptions;
  readonly #hasher = new LeafHasher();
  readonly #open = new Set<string>();
  readonly #carried: readonly Carried[];
  #history: LogHistory;
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
  readonly #marks = new EntryMarks();

  constructor(options: VerifyJsonlOptions, carried: readonly Carried[]) {
    this.#options = options;
    this.#carried = carried;
    this.#history = new LogHistory(options.key, carried);
    this.#watch = new CheckpointWatch(this.#history, 0);
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
      if (!(error instanceof BrokenLog)) throw error;
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
    const header = readHeader(text);
    this.#header = header;
    const { firstSeq, prefix, prevHash, filter } = header;
    this.#tree = MerkleFrontier.parse(sha256, prefix);
    this.#lastHash = prevHash;
    this.#lastSeq = firstSeq - 1;
    this.#history = new LogHistory(this.#options.key, this.#carried, { before: header.statements });
    this.#watch = new CheckpointWatch(this.#history, firstSeq - 1);
    if (filter === null && this.#tree.size !== firstSeq - 1)
      this.#fail(null, 'export_format', 'the prefix is of another size');
    if (firstSeq === 1 && prevHash !== ZERO_HASH_HEX) {
      this.#fail(1, 'chain', 'the first entry is not linked to the zero hash');
    }
    for (const note of this.#options.checkpoints ?? []) insist(this.#watch.expect(note, 'given'));
    if (filter === null) insist(this.#history.finding);
    if (filter === null) {
      this.#watch.passPruned(firstSeq - 1);
      insist(this.#watch.meet(firstSeq - 1, this.#tree.root()));
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
    insist(checkAction(entry));
    const leaf = this.#hasher.hash(text);
    this.#lastHash = toHex(leaf);
    this.#lastSeq = entry.seq;
    this.#marks.take(entry.seq, Date.parse(entry.at), entry.uuid);
    this.#entries += 1;
    if (filtered) return;
    this.#matchCall(entry);
    this.#tree.append(leaf);
    if (this.#tree.size === this.#watch.nextSize) {
      insist(this.#watch.meet(this.#tree.size, this.#tree.root()));
    }
  }

  /** Whether a UUID stands twice; reads the file again only where it may. */
  async checkUuids(): Promise<void> {
    if (this.#finding !== null) return;
    this.#finding = await this.#marks.repeated(() => entriesIn(this.#options.path));
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
      ...toldOf(this.#history),
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
    if (trailer.checkpoint !== null) this.#meetTrailer(trailer.checkpoint, trailer.proof, header.origin);
    this.#beyond = this.#watch.passBeyond();
  }

  #meetTrailer(note: string, proof: readonly string[], origin: string): void {
    const read = this.#history.open(note);
    if (!read.ok) throw new BrokenLog(read.finding);
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
    if (origin !== read.checkpoint.origin)
      this.#fail(null, 'export_format', 'the header names another log than the checkpoint');
    this.#watch.storedChecked += 1;
    const how = { status: 'matched', signed: this.#signedEnd, source: 'stored' } as const;
    this.#watch.newestStored = resultOf(read.checkpoint, how);
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

  #warnings(openCalls: number): string[] {
    const warnings = warningsOf({
      isSigned: this.#history.isSigned,
      endIsHeld: (this.#options.checkpoints ?? []).length > 0 || this.#signedEnd,
      back: this.#marks.back,
      openCalls,
      history: this.#history,
      given: this.#watch.results,
    });
    if (this.#beyond === null) return warnings;
    const { size } = this.#beyond;
    return [
      `the checkpoint at ${size} reaches beyond this file, which ends at entry ${this.#lastSeq}: what comes after is not covered`,
      ...warnings,
    ];
  }

  #fail(seq: number | null, code: Finding['code'], detail: string): never {
    throw new BrokenLog({ seq, code, detail });
  }
}
