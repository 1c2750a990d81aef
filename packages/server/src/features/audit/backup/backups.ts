import { rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BackupPhase } from '@srs-desk/shared/api/backups.ts';
import { makeFolder } from '../../../platform/config/make-folder.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, Unavailable } from '../../../platform/errors.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import { compactAfterErasure } from '../compact.ts';
import { isCompactionDue } from '../log/queries.ts';
import { verifyApart } from '../verify/verify-apart.ts';
import { opensBackup, readBackup } from './read-backup.ts';
import { runBackupCommand } from './run-backup-command.ts';
import { writeBackup } from './write-backup.ts';

/** How far the backup is that is being made; times in ms since epoch. */
interface Running {
  phase: BackupPhase;
  done: number;
  total: number;
  startedAt: number;
  by: string;
}

type EntryOfBackup = Pick<Principal, 'actor' | 'origin'> & { target: string };

interface Made {
  to: string;
  size: number;
  lastSeq: number;
}

/**
 * Makes backups, one at a time, and reads each back before it is recorded: what stands in the log as made is there, opens with the
 * key, and holds an intact log.
 */
export class Backups {
  readonly #keys: AuditKeys;
  #running: Running | null = null;
  #work: Promise<Made> | null = null;
  #end = new AbortController();

  constructor(keys: AuditKeys) {
    this.#keys = keys;
  }

  /** The backup that is being made; null while none is. */
  get running(): Readonly<Running> | null {
    return this.#running;
  }

  /** Whether a file is a backup of this desk. */
  isOwn(path: string): boolean {
    return opensBackup(path, this.#keys);
  }

  /** Begins a backup and gives the promise of its end. @throws Conflict `backup_runs` */
  begin(desk: Desk, who: Principal, to: string): Promise<Made> {
    if (this.#running) throw new Conflict('backup_runs', 'A backup is being made: wait until it is done.');
    this.#running = { phase: 'preparing', done: 0, total: 0, startedAt: desk.clock.now(), by: who.actor };
    this.#work = this.#make(desk, who, to).finally(() => {
      this.#running = null;
      this.#work = null;
    });
    return this.#work;
  }

  /** Gives up the one that is being made. */
  async stop(): Promise<void> {
    this.#end.abort();
    await this.#work?.catch(() => undefined);
  }

  async #make(desk: Desk, who: Principal, to: string): Promise<Made> {
    const entry = { actor: who.actor, origin: who.origin, target: to };
    const made = await this.#makeVerified(desk, to, entry);
    if (dirname(to) === desk.config.backups.dir) await this.#copyElsewhere(desk, to, entry);
    return made;
  }

  async #makeVerified(desk: Desk, to: string, entry: EntryOfBackup): Promise<Made> {
    try {
      // What was erased leaves the file's free pages, and the log is signed, before it is copied.
      if (isCompactionDue(desk.reader)) await compactAfterErasure(desk);
      await desk.ledger.checkpoint();
      const { lastSeq } = await this.#write(desk, to);
      await this.#verify(desk, to);
      const { size } = statSync(to);
      await desk.ledger.record(
        [],
        [{ ...entry, action: 'backup.create', detail: { to, size, lastSeq, verified: true } }],
      );
      return { to, size, lastSeq };
    } catch (error) {
      const why = await this.#recordFailure(desk, entry, error);
      throw new Unavailable('backup_failed', `The backup could not be made: ${why}`);
    }
  }

  /** Has the operator's command bring a backup that was made to another place. */
  async #copyElsewhere(desk: Desk, to: string, entry: EntryOfBackup): Promise<void> {
    const { command } = desk.config.backups;
    if (command === null) return;
    this.#at('sending', 0, 0);
    try {
      await runBackupCommand(command, to, this.#end.signal);
      await desk.ledger.record([], [{ ...entry, action: 'backup.copy', detail: { to } }]);
    } catch (error) {
      const why = await this.#recordFailure(desk, entry, error);
      throw new Unavailable('backup_not_copied', `The backup was made, but not copied: ${why}`);
    }
  }

  /** Gives the reason. */
  async #recordFailure(desk: Desk, entry: EntryOfBackup, error: unknown): Promise<string> {
    const why = error instanceof Error ? error.message : String(error);
    desk.log.error({ err: error, to: entry.target }, 'a backup failed');
    await desk.ledger
      .record(
        [],
        [{ ...entry, action: 'backup.failed', detail: { to: entry.target, why: why.slice(0, 500) } }],
      )
      .catch(() => undefined);
    return why;
  }

  async #write(desk: Desk, out: string): Promise<{ lastSeq: number }> {
    makeFolder(dirname(out));
    return writeBackup({
      databasePath: desk.config.databasePath,
      keys: this.#keys,
      recipients: desk.config.backups.recipients,
      out,
      now: desk.clock.now(),
      signal: this.#end.signal,
      onProgress: (phase, done, total) => this.#at(phase, done, total),
    });
  }

  /** Decrypts the file beside the database and checks the log in it; removes a backup that does not hold. */
  async #verify(desk: Desk, from: string): Promise<void> {
    this.#at('verifying', 0, 0);
    const copy = join(desk.config.dataDir, `backup-${process.pid}-${desk.clock.now()}.part`);
    try {
      await readBackup(from, this.#keys, copy);
      const { outcome, finding, problem } = await verifyApart(
        { path: copy, publicKey: desk.audit.publicKey, checkpoints: [] },
        { signal: this.#end.signal, onProgress: (done, total) => this.#at('verifying', done, total) },
      );
      if (outcome !== 'intact')
        throw new Error(`its log does not verify: ${finding?.detail ?? problem ?? outcome}`);
    } catch (error) {
      rmSync(from, { force: true });
      throw error;
    } finally {
      for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
    }
  }

  #at(phase: BackupPhase, done: number, total: number): void {
    if (this.#running) this.#running = { ...this.#running, phase, done, total };
  }
}
