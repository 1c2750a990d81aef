import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TOOLS = join(import.meta.dirname, '../../../../tools');

/** A file to check and what it is checked by; texts of key and notes. */
export interface IndependentCheck {
  source: readonly [kind: '--db' | '--jsonl' | '--pack' | '--consistency', path: string];
  key: string;
  /** Those of after a change of the key. */
  laterKeys?: readonly string[] | undefined;
  checkpoints?: readonly string[];
}

/** What the verifier answered: its exit code, and what it said. */
export interface IndependentVerdict {
  code: number;
  out: string;
}

// One interpreter for all: to start it takes longer than to check a small log.
const DRIVER = `
import contextlib, io, json, sys
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
import verify
def run(arguments):
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = verify.main(arguments)
    return {'code': code, 'out': said.getvalue()}
json.dump([run(arguments) for arguments in json.load(sys.stdin)], sys.stdout)
`;

/** Runs `tools/verify.py`, which shares nothing with the product, on many files; keeps keys and notes in `folder`. */
export function verifyAllIndependently(
  folder: string,
  checks: readonly IndependentCheck[],
): IndependentVerdict[] {
  const own = mkdtempSync(join(folder, 'outside-'));
  let files = 0;
  const keep = (text: string): string => {
    const path = join(own, String(files++));
    writeFileSync(path, text);
    return path;
  };
  const calls = checks.map(({ source, key, laterKeys = [], checkpoints = [] }) => [
    ...[key, ...laterKeys].flatMap((text) => ['--key', keep(text)]),
    ...source,
    ...checkpoints.flatMap((note) => ['--checkpoint', keep(note)]),
  ]);
  const ran = spawnSync('python3', ['-c', DRIVER, TOOLS], { input: JSON.stringify(calls), encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`verify.py could not be run: ${ran.stderr}`);
  return JSON.parse(ran.stdout) as IndependentVerdict[];
}

/** The same on one file of a log; the checkpoints are texts of notes. */
export function verifyIndependently(
  log: { folder: string; vkey: string; laterKeys?: readonly string[] },
  source: IndependentCheck['source'],
  checkpoints: readonly string[] = [],
): IndependentVerdict {
  const [verdict = { code: -1, out: '' }] = verifyAllIndependently(log.folder, [
    { source, key: log.vkey, laterKeys: log.laterKeys, checkpoints },
  ]);
  return verdict;
}
