import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('./append-child.ts', import.meta.url));
const CALLS = ['pwrite64', 'pwritev', 'write', 'fdatasync', 'fsync', 'ftruncate'];

/** What the child says of its three entries, and the ledger's state at its end. */
interface Appended {
  first: string;
  second: string;
  third: string;
  state: string;
}

/** One system call of the append in the middle: which, and the how-manieth of its kind in its thread. */
export interface AppendCall {
  name: string;
  nth: number;
  /** `desk.db-wal`, `desk.db`. */
  file: string;
}

/** A run of the child under strace in a copy of `folder`. */
export interface TracedRun {
  folder: string;
  appended: Appended;
  lines: string[];
  remove(): void;
}

/** Whether strace is there and may trace. */
export function straceWorks(): boolean {
  return spawnSync('strace', ['-qq', '-o', '/dev/null', 'true']).status === 0;
}

/** Runs the child in a copy of `folder`; `inject` is an expression for strace's `-e inject=`. */
export function traceAppend(folder: string, inject: string | null): TracedRun {
  const copy = mkdtempSync(join(tmpdir(), 'srs-desk-faults-'));
  cpSync(folder, copy, { recursive: true });
  const trace = join(copy, 'trace');
  writeFileSync(join(copy, 'marker'), '');
  // A file that is not there yet cannot be followed by its name.
  if (!existsSync(join(copy, 'desk.db-wal'))) appendFileSync(join(copy, 'desk.db-wal'), '');
  const paths = ['desk.db', 'desk.db-wal', 'marker'].flatMap((name) => ['-P', join(copy, name)]);
  const faults = inject === null ? [] : ['-e', `inject=${inject}`];
  const child = spawnSync(
    'strace',
    [
      '-f',
      '-y',
      '-qq',
      '-s',
      '16',
      '-o',
      trace,
      ...paths,
      '-e',
      `trace=${CALLS.join(',')}`,
      ...faults,
      process.execPath,
      '--import',
      import.meta.resolve('tsx'),
      CHILD,
      copy,
    ],
    { encoding: 'utf8' },
  );
  if (child.status !== 0) throw new Error(`the traced child failed: ${child.stderr}`);
  return {
    folder: copy,
    appended: JSON.parse(child.stdout) as Appended,
    lines: readFileSync(trace, 'utf8').split('\n'),
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

/** The system calls between the child's two marks, out of an undisturbed run. */
export function callsOfAppend(lines: readonly string[]): AppendCall[] {
  const counts = new Map<string, number>();
  const calls: AppendCall[] = [];
  let marks = 0;
  for (const line of lines) {
    const match = /^(\d+)\s+(\w+)\(\d+<([^>]*)>/.exec(line);
    if (match === null) continue;
    const [, thread = '', name = '', path = ''] = match;
    if (path.endsWith('/marker')) marks += 1;
    const key = `${thread} ${name}`;
    const nth = (counts.get(key) ?? 0) + 1;
    counts.set(key, nth);
    if (marks === 1 && !path.endsWith('/marker'))
      calls.push({ name, nth, file: path.slice(path.lastIndexOf('/') + 1) });
  }
  return calls;
}
