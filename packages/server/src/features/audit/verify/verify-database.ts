import { sameBytes, toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { zeroHash } from '@srs-desk/shared/audit/chain.ts';
import type { VerifierKey } from '@srs-desk/shared/audit/note.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { type LogExtent, LogFile } from '../log/log-file.ts';
import { type BlockChecker, inlineChecker, threadedChecker } from './block-pool.ts';
import { BrokenLog, insist } from './broken-log.ts';
import { type BlockReport, type BlockTask, brokenLink } from './check-block.ts';
import { badStub, treeOfStub } from './check-stub.ts';
import { checkpointColumns } from './checkpoint-columns.ts';
import { CheckpointWatch } from './checkpoint-watch.ts';
import { EntryMarks } from './entry-marks.ts';
import { type Finding, unchecked, type Verification } from './finding.ts';
import { LogHistory } from './log-history.ts';
import { toldOf } from './told-of.ts';
import { warningsOf } from './warnings.ts';

interface VerifyOptions {
  path: string;
  /** The log's public key; without it, signatures are not checked and a warning says so. */
  key: VerifierKey | null;
  /** Rotations of the key that its file knows, for a state of the log before them. */
  rotations?: readonly string[];
  /** Texts of checkpoint notes from outside. */
  checkpoints?: readonly string[];
  /** Threads besides the caller's; 0 checks in the caller's thread. */
  threads?: number;
  depth?: 'chain' | 'all';
  onProgress?: (done: number, total: number) => void;
  /** Ends the run early; it then counts as not checked. */
  signal?: AbortSignal;
}

/** Entries that are checked in one go, and so many of a short log, which the thread of all may check. */
const BLOCK = 8192;
const SMALL_BLOCK = 512;
/** Shorter logs are checked in the caller's thread: a thread's start would take longer than the work. */
export const SHORT_LOG = 40_000;
const KEPT_LEVELS = 8;

/** Checks a log inside a database file from its first entry to its last, in memory that grows with it by 8 bytes an entry alone. */
export async function verifyDatabase(options: VerifyOptions): Promise<Verification> {
  const started = performance.now();
  let log: LogFile;
  try {
    log = new LogFile(options.path);
  } catch (error) {
    return unchecked(`${options.path} cannot be read as a log: ${messageOf(error)}`);
  }
  try {
    const run = new DatabaseRun(log, options);
    const verification = await run.verify();
    return { ...verification, durationMs: Math.round(performance.now() - started) };
  } catch (error) {
    return unchecked(`the check could not be finished: ${messageOf(error)}`);
  } finally {
    log.close();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

class DatabaseRun {
  readonly #log: LogFile;
  readonly #options: VerifyOptions;
  readonly #extent: LogExtent;
  readonly #history: LogHistory;
  readonly #watch: CheckpointWatch;
  #tree: MerkleFrontier = MerkleFrontier.empty(sha256);
  #lastHash: Uint8Array = zeroHash();
  #intents = 0;
  #outcomes = 0;
  readonly #marks = new EntryMarks();

  constructor(log: LogFile, options: VerifyOptions) {
    this.#log = log;
    this.#options = options;
    this.#extent = log.extent();
    this.#history = new LogHistory(options.key, log.carried(), { kept: options.rotations });
    this.#watch = new CheckpointWatch(this.#history, this.#before);
  }

  get #before(): number {
    return (this.#extent.stub?.firstSeq ?? 1) - 1;
  }

  async verify(): Promise<Verification> {
    try {
      this.#begin();
      await this.#walk();
      await this.#end();
      return this.#result('intact', null);
    } catch (error) {
      if (error instanceof BrokenLog) return this.#result('broken', error.finding);
      throw error;
    }
  }

  #begin(): void {
    for (const note of this.#options.checkpoints ?? []) insist(this.#watch.expect(note, 'given'));
    const { stub, firstSeq } = this.#extent;
    if (firstSeq !== this.#before + 1) {
      insist({ seq: this.#before + 1, code: 'gap', detail: `the log begins with entry ${firstSeq}` });
    }
    insist(this.#history.finding);
    if (stub === null) return;
    const tree = treeOfStub(stub, this.#history);
    if (!(tree instanceof MerkleFrontier)) throw new BrokenLog(tree);
    this.#tree = tree;
    this.#lastHash = stub.lastHash;
    if (!this.#log.hasPruneEntry(firstSeq)) insist(badStub('no entry tells of the pruning'));
  }

  async #walk(): Promise<void> {
    const { firstSeq, lastSeq } = this.#extent;
    const { threads = 0, path, depth = 'all' } = this.#options;
    this.#watch.passPruned(this.#before);
    insist(this.#watch.meet(this.#before, this.#tree.root()));
    const isShort = lastSeq - firstSeq < SHORT_LOG;
    const inline = isShort || threads === 0;
    const checker = inline ? inlineChecker(path) : threadedChecker(path, threads);
    const asked: Promise<BlockReport>[] = [];
    try {
      let next = firstSeq;
      while (next <= lastSeq || asked.length > 0) {
        while (next <= lastSeq && asked.length < checker.width) {
          const to = Math.min(next + (isShort ? SMALL_BLOCK : BLOCK) - 1, lastSeq);
          asked.push(this.#ask(checker, { from: next, to, lastSeq, firstSeq, depth }));
          next = to + 1;
        }
        const report = await asked.shift();
        if (report !== undefined) this.#take(report);
        if (this.#options.signal?.aborted) throw new Error('it was stopped');
        // Lets timers and other requests have their turn where no thread does the work.
        if (inline) await new Promise(setImmediate);
      }
    } finally {
      for (const left of asked) left.catch(() => undefined);
      checker.close();
    }
  }

  #ask(checker: BlockChecker, task: BlockTask): Promise<BlockReport> {
    const asked = checker.check(task);
    asked.catch(() => undefined);
    return asked;
  }

  #take(report: BlockReport): void {
    const { leaves, from } = report;
    if (report.prevHash !== toHex(this.#lastHash)) insist(brokenLink(from));
    const count = leaves.length / 32;
    for (const row of this.#log.checkpoints(this.#tree.size, from + count - 1)) {
      insist(this.#watch.expect(row.note, 'stored'));
      insist(checkpointColumns(row, this.#log));
    }
    for (let i = 0; i < count; i++) this.#grow(leaves.subarray(i * 32, i * 32 + 32));
    this.#intents += report.intents;
    this.#outcomes += report.outcomes;
    this.#marks.takeBlock(from, report.times, report.uuids);
    insist(report.finding);
    this.#options.onProgress?.(this.#tree.size - this.#before, this.#extent.lastSeq - this.#before);
  }

  #grow(leaf: Uint8Array): void {
    this.#tree.append(leaf, (level, position, hash) => {
      if (level === 0 || level % KEPT_LEVELS !== 0) return;
      const kept = this.#log.node(level, position);
      if (kept !== undefined && sameBytes(kept, hash)) return;
      insist({
        seq: this.#tree.size + 1,
        code: 'tree_node',
        detail: `tree node ${level}/${position} is wrong`,
      });
    });
    this.#lastHash = leaf;
    if (this.#tree.size === this.#watch.nextSize)
      insist(this.#watch.meet(this.#tree.size, this.#tree.root()));
  }

  async #end(): Promise<void> {
    const { lastSeq, frontier } = this.#extent;
    insist(this.#watch.end(lastSeq));
    const beyond = this.#log.checkpoints(lastSeq, Number.MAX_SAFE_INTEGER)[0];
    if (beyond !== undefined && this.#log.extent().lastSeq < beyond.size) {
      insist(this.#watch.expect(beyond.note, 'stored'));
      insist(this.#watch.end(lastSeq));
    }
    if (frontier !== null || lastSeq > 0) this.#checkFrontier(frontier);
    this.#countNodes();
    const lost = this.#log.lostExport(this.#before);
    if (lost !== null && lost.seq <= lastSeq) {
      const detail = `it tells of an exported checkpoint at ${lost.size}, which is not stored any more`;
      insist({ seq: lost.seq, code: 'checkpoint_missing', detail });
    }
    const { firstSeq } = this.#extent;
    insist(await this.#marks.repeated(() => this.#log.uuids(firstSeq, lastSeq)));
    if ((this.#options.depth ?? 'all') === 'all') this.#countCalls(lastSeq);
  }

  #checkFrontier(kept: LogExtent['frontier']): void {
    if (kept?.size === this.#tree.size && kept.frontier === this.#tree.serialise()) return;
    insist({
      seq: null,
      code: 'frontier',
      detail: 'the stored edge of the tree is not that of the entries',
    });
  }

  #countNodes(): void {
    let wanted = 0;
    for (let width = 2 ** KEPT_LEVELS; width <= this.#tree.size; width *= 2 ** KEPT_LEVELS)
      wanted += Math.floor(this.#tree.size / width);
    const { nodes, lastSeq } = this.#log.countNodes();
    // Whoever writes meanwhile may have completed another one.
    if (nodes === wanted || lastSeq !== this.#extent.lastSeq) return;
    const detail = `the tree has ${nodes} kept nodes, ${wanted} belong to its entries`;
    insist({ seq: null, code: 'tree_node', detail });
  }

  #countCalls(lastSeq: number): void {
    const { rows, closed } = this.#log.countCalls(lastSeq);
    const wanted = this.#intents;
    const extra = rows !== wanted || (this.#before === 0 && closed !== this.#outcomes);
    if (!extra) return;
    const detail = `the calls projection has ${rows} rows (${closed} closed), the log ${wanted} intents (${this.#outcomes} outcomes)`;
    insist({ seq: null, code: 'call_row', detail });
  }

  #result(outcome: 'intact' | 'broken', finding: Finding | null): Verification {
    const open = this.#log.openCalls();
    return {
      outcome,
      finding,
      problem: null,
      warnings: this.#warnings(open.length),
      firstSeq: this.#extent.firstSeq,
      lastSeq: this.#extent.lastSeq,
      root: outcome === 'intact' ? toHex(this.#tree.root()) : null,
      openIntents: { count: open.length, first: open.slice(0, 20) },
      storedCheckpoints: { checked: this.#watch.storedChecked, newest: this.#watch.newestStored },
      givenCheckpoints: this.#watch.results,
      ...toldOf(this.#history),
      durationMs: 0,
    };
  }

  #warnings(openCalls: number): string[] {
    const missing = this.#log.missingTriggers();
    return [
      ...(missing.length > 0 ? [`append-only triggers are missing: ${missing.join(', ')}`] : []),
      ...warningsOf({
        isSigned: this.#history.isSigned,
        endIsHeld: (this.#options.checkpoints ?? []).length > 0,
        back: this.#marks.back,
        openCalls,
        history: this.#history,
        given: this.#watch.results,
      }),
    ];
  }
}
