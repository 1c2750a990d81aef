import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readEnvironment } from '../../../platform/config/env.ts';
import { VARIABLES } from '../../../platform/config/variables.ts';

/** Longer than this no command may take, ms. */
const LONGEST_MS = 12 * 60 * 60_000;

/** A command that did not end with 0. */
class BackupCommandFailed extends Error {
  override readonly name = 'BackupCommandFailed';
}

/**
 * Runs the operator's command with a backup, by the shell and in a process group of its own: it finds the path in `BACKUP_FILE`, and
 * of the desk's own variables, secrets among them, none. What it says on standard error goes to the desk's.
 * @throws BackupCommandFailed
 */
export async function runBackupCommand(command: string, file: string, signal: AbortSignal): Promise<void> {
  const child = spawn('/bin/sh', ['-c', command], {
    env: { ...environmentOfOthers(), BACKUP_FILE: file },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  const timer = setTimeout(end, LONGEST_MS);
  signal.addEventListener('abort', end);
  try {
    if (signal.aborted) end();
    const [code, endedBy] = await once(child, 'exit');
    if (code !== 0) throw new BackupCommandFailed(`BACKUP_COMMAND ended with ${code ?? endedBy}`);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

function environmentOfOthers(): NodeJS.ProcessEnv {
  const own = new Set(Object.keys(VARIABLES).flatMap((name) => [name, `${name}_FILE`]));
  return Object.fromEntries(Object.entries(readEnvironment()).filter(([name]) => !own.has(name)));
}
