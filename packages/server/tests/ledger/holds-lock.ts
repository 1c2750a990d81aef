import { execFileSync } from 'node:child_process';

const ASK = `
import fcntl, sys
try:
    fcntl.lockf(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000002)
    print('free')
except OSError:
    print('held')
`;

/**
 * Whether another process finds the database file held, as each that is open with a write-ahead log is. An `sqlite3` before 3.51
 * that finds it free takes the log away when it closes, and with it what is committed afterwards.
 */
export function isHeld(databasePath: string): boolean {
  return execFileSync('python3', ['-c', ASK, databasePath], { encoding: 'utf8' }).trim() === 'held';
}
