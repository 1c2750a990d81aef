import { spawn } from 'node:child_process';
import { whenCommandEnds } from './command-line.mjs';

/**
 * Runs a built program in place of this script: same terminal, same signals, same exit code. It ends with the command, whichever
 * of its processes is ended.
 */
export function runInstead(program, args, environment = {}) {
  const child = spawn(process.execPath, [program, ...args], {
    // By the line it notices that this script was killed.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenCommandEnds(() => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}
