import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { Connection } from '../db/connection.ts';
import type { ChangedRow } from '../events/changed-row.ts';
import type { WriterCommands } from './commands.ts';
import { GuardConflict, LedgerMisuse, type WhyUnwritten } from './errors.ts';
import type { AuditKeys } from './key-file.ts';
import { LogWriter } from './log-writer.ts';
import { maintenance } from './maintenance.ts';
import { personToken, sealText } from './seal.ts';
import { SubjectKeys } from './subject-keys.ts';
import type { Tx } from './tx.ts';
import type { LedgerState, WriterAnswer, WriterCommand, WriterReport } from './writer-protocol.ts';

const LATCHED = 'an earlier write failed; restart and verify';

type RecordTask = Extract<WriterCommand['task'], { kind: 'record' | 'recordWithoutEntry' }>;

/** A write that took the whole group with it: the file is as it was before the group, or nobody knows. */
class GroupLost extends Error {
  override readonly name = 'GroupLost';
  constructor(
    readonly reason: 'full' | 'busy' | 'unknown',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Carries out groups of commands, each group one durable transaction, in which a command that is refused leaves no trace: a group
 * is tried as a whole, and where one is refused, undone and carried out anew with a savepoint for each command. Lives in the
 * writer thread; has the only read-write connection.
 */
export class GroupCommit {
  readonly #database: Database;
  readonly #keys: AuditKeys;
  readonly #commands: WriterCommands;
  readonly #subjects: SubjectKeys;
  readonly #log: LogWriter;
  readonly #connection: Connection;
  #state: LedgerState = 'ok';
  #undone = 0;

  constructor(database: Database, keys: AuditKeys, commands: WriterCommands) {
    this.#commands = commands;
    this.#database = database;
    this.#connection = new Connection(database);
    this.#keys = keys;
    this.#subjects = new SubjectKeys(keys, this.#connection);
    this.#log = new LogWriter(this.#connection, keys, this.#subjects);
  }

  get state(): LedgerState {
    return this.#state;
  }

  /** Runs the commands in their order and tells what came of each, after the commit. */
  run(commands: readonly WriterCommand[]): WriterReport {
    const report: WriterReport = { answers: [], changedRows: [], state: this.#state, size: this.#log.size };
    let group: WriterCommand[] = [];
    const flush = (): void => {
      if (group.length > 0) this.#runGroup(group, report);
      group = [];
    };
    for (const command of commands) {
      if (command.task.kind === 'maintain') {
        flush();
        report.answers.push(this.#maintain(command.id, command.task.name, command.task.args));
      } else group.push(command);
    }
    flush();
    report.state = this.#state;
    report.size = this.#log.size;
    return report;
  }

  #runGroup(group: readonly WriterCommand[], report: WriterReport): void {
    if (this.#state === 'latched') {
      for (const { id } of group) report.answers.push(unavailable(id, 'latched', LATCHED));
      return;
    }
    const answers: WriterAnswer[] = [];
    const changedRows: ChangedRow[] = [];
    try {
      this.#connection.sql('BEGIN IMMEDIATE').run();
      if (this.#state === 'busy') this.#reread();
      const before = this.#log.size;
      if (!this.#tryTogether(group, answers, changedRows)) {
        this.#connection.sql('ROLLBACK').run();
        this.#reread();
        this.#connection.sql('BEGIN IMMEDIATE').run();
        for (const command of group) answers.push(this.#runAlone(command, changedRows));
      }
      if (this.#log.size !== before) this.#log.keepEdge();
      this.#connection.sql('COMMIT').run();
      this.#state = 'ok';
      report.answers.push(...answers);
      report.changedRows.push(...changedRows);
    } catch (error) {
      const lost = this.#abandon(error);
      for (const { id } of group) report.answers.push(unavailable(id, lost.reason, lost.message));
    }
  }

  /**
   * Carries out a group without savepoints: SQLite keeps for each a copy of every page that it changes. False when a command was
   * refused; `answers` and `changedRows` are then empty, and the transaction is to be undone.
   */
  #tryTogether(group: readonly WriterCommand[], answers: WriterAnswer[], changedRows: ChangedRow[]): boolean {
    try {
      for (const command of group) {
        const { id, task, now } = command;
        if (task.kind !== 'record' && task.kind !== 'recordWithoutEntry')
          answers.push(this.#runOther(command));
        else {
          const { results, seqs, changed } = this.#carryOut(task, now);
          changedRows.push(...changed);
          answers.push({ id, kind: 'done', results, seqs });
        }
      }
      return true;
    } catch (error) {
      if (!this.#database.inTransaction || isStorageFailure(error)) throw error;
      answers.length = 0;
      changedRows.length = 0;
      return false;
    }
  }

  #runOther({ id, task, now }: WriterCommand): WriterAnswer {
    const results = task.kind === 'checkpoint' ? [this.#log.checkpoint(now)] : [];
    return { id, kind: 'done', results, seqs: [] };
  }

  #runAlone(command: WriterCommand, changedRows: ChangedRow[]): WriterAnswer {
    const { id, task, now } = command;
    if (task.kind !== 'record' && task.kind !== 'recordWithoutEntry') return this.#runOther(command);
    const edge = this.#log.snapshot();
    this.#connection.sql('SAVEPOINT command').run();
    try {
      const { results, seqs, changed } = this.#carryOut(task, now);
      this.#connection.sql('RELEASE command').run();
      changedRows.push(...changed);
      return { id, kind: 'done', results, seqs };
    } catch (error) {
      if (!this.#database.inTransaction || isStorageFailure(error)) throw error;
      this.#connection.sql('ROLLBACK TO command').run();
      this.#connection.sql('RELEASE command').run();
      this.#log.restore(edge);
      this.#subjects.forget();
      this.#undone += 1;
      if (error instanceof GuardConflict)
        return { id, kind: 'refused', code: error.code, detail: error.detail };
      return {
        id,
        kind: 'misuse',
        detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
      };
    }
  }

  #carryOut(task: RecordTask, now: number): { results: unknown[]; seqs: number[]; changed: ChangedRow[] } {
    const seqs: number[] = [];
    const changed: ChangedRow[] = [];
    const append: Tx['append'] = (draft) => {
      if (task.kind === 'recordWithoutEntry') throw new LedgerMisuse('bookkeeping leaves no entry');
      const seq = this.#log.append(draft, now);
      seqs.push(seq);
      return seq;
    };
    const tx: Tx = {
      now,
      undone: this.#undone,
      connection: this.#connection,
      append,
      ensureSubject: (subjectId, token) => void this.#subjects.ensure(subjectId, token ?? null, now),
      seal: (subjectId, context, plain) =>
        sealText(this.#subjects.ensure(subjectId, null, now), context, plain),
      eraseSubject: (subjectId) => this.#subjects.erase(subjectId, now),
      rewrapSubjects: (after, limit) => this.#subjects.rewrap(after, limit),
      personToken: (text) => personToken(this.#keys.token, text),
      rowChanged: (resource, id) => void changed.push({ resource, id }),
    };
    const results = task.changes.map(({ name, args }) => {
      if (task.kind === 'recordWithoutEntry' && !this.#commands.withoutEntry.has(name))
        throw new LedgerMisuse(`${name} is not bookkeeping`);
      const command = this.#commands.commands.get(name);
      if (command === undefined) throw new LedgerMisuse(`unknown change ${name}`);
      // What the main thread sent was typed by `CommandCall` there.
      return command(tx, args as never);
    });
    this.#commands.afterCommands(tx, changed);
    for (const draft of task.entries) append(draft);
    if (task.kind === 'record' && seqs.length === 0) throw new LedgerMisuse('a change without an entry');
    return { results, seqs, changed };
  }

  /** Puts file and memory back to before the group, or latches when the file cannot be trusted any more. */
  #abandon(error: unknown): GroupLost {
    const message = error instanceof Error ? error.message : String(error);
    const full = error instanceof Sqlite.SqliteError && error.code === 'SQLITE_FULL';
    // Another program has the file: nothing of the group has begun, and what that one writes is read before the next.
    const busy = isBusy(error) && !this.#database.inTransaction;
    let reason: GroupLost['reason'] = full ? 'full' : busy ? 'busy' : 'unknown';
    try {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      if (!busy) this.#reread();
    } catch {
      reason = 'unknown';
    }
    this.#state = reason === 'unknown' ? 'latched' : reason;
    return new GroupLost(reason, message);
  }

  #reread(): void {
    this.#undone += 1;
    this.#subjects.forget();
    this.#log.reload();
  }

  #maintain(id: number, name: string, args: unknown): WriterAnswer {
    const task = maintenance.get(name);
    if (task === undefined) return { id, kind: 'misuse', detail: `unknown maintenance ${name}` };
    if (this.#state === 'latched') return unavailable(id, 'latched', LATCHED);
    try {
      const result = task(this.#database, args);
      this.#log.reload();
      this.#subjects.forget();
      return { id, kind: 'done', results: [result], seqs: [] };
    } catch (error) {
      if (isUntrustworthy(error)) this.#state = 'latched';
      const reason = this.#state === 'latched' ? 'unknown' : isBusy(error) ? 'busy' : 'full';
      return unavailable(id, reason, error instanceof Error ? error.message : String(error));
    }
  }
}

function unavailable(id: number, reason: WhyUnwritten, detail: string): WriterAnswer {
  return { id, kind: 'unavailable', reason, detail };
}

function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

// After these the file's pages may not be what SQLite believes they are.
function isUntrustworthy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(IOERR|CORRUPT|NOTADB)/.test(error.code);
}

// A full disk may end the transaction silently; after an I/O error a later commit may only look fine.
function isStorageFailure(error: unknown): boolean {
  if (!(error instanceof Sqlite.SqliteError)) return false;
  return /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|NOMEM|PROTOCOL|BUSY)/.test(error.code);
}
