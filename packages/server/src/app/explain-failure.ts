import { ConfigError } from '../platform/config/config.ts';
import { LedgerUnavailable } from '../platform/ledger/errors.ts';

/** Errors that tell the person at the terminal what to do. */
const PLAIN = new Set([
  'ConfigError',
  'DataFolderError',
  'DataFolderTaken',
  'DatabaseMissing',
  'DatabaseNotCurrent',
  'EnvFileError',
  'KeyFileError',
  'KeyReplaced',
  'WrappingKeyLacking',
  'ListenError',
  'NewerDatabase',
  'NoBackupBefore',
]);

/**
 * What is said of a program that failed, and its exit code. What an operator can cause (a full disk, a folder without rights, a
 * file that is no database) is one line and 2; a stack is shown for faults of ours alone.
 */
export function explainFailure(error: unknown): { lines: readonly string[]; exitCode: 1 | 2 } {
  if (error instanceof ConfigError) return { lines: error.problems, exitCode: 2 };
  if (!(error instanceof Error)) return { lines: [String(error)], exitCode: 1 };
  if (PLAIN.has(error.name)) return { lines: [error.message], exitCode: 2 };
  if (error instanceof LedgerUnavailable && error.passes) return { lines: [error.message], exitCode: 2 };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code.startsWith('SQLITE_'))
    return { lines: [`The database cannot be used (${code}): ${error.message}`], exitCode: 2 };
  // The second: bindings, which looked for a build in many places.
  if (code === 'ERR_DLOPEN_FAILED' || 'tries' in error) {
    const line = `better-sqlite3 is not built for this Node (${process.version}, ${process.platform} ${process.arch}): use Node 20, 22 or 24, on the kind of machine that the artifact was built on`;
    return { lines: [line], exitCode: 2 };
  }
  if ('syscall' in error) return { lines: [error.message], exitCode: 2 };
  return { lines: [error.stack ?? error.message], exitCode: 1 };
}
