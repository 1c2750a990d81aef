import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const VERIFIER = join(import.meta.dirname, '../../../../tools/verify.py');

/** Runs `tools/verify.py`, which shares nothing with the product, on a file of a log; the checkpoints are texts of notes. */
export function verifyIndependently(
  log: { folder: string; vkey: string },
  source: readonly [kind: '--db' | '--jsonl' | '--pack' | '--consistency', path: string],
  checkpoints: readonly string[] = [],
): { code: number | null; out: string } {
  const folder = mkdtempSync(join(log.folder, 'outside-'));
  const keep = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const notes = checkpoints.flatMap((note, at) => ['--checkpoint', keep(`${at}.note`, note)]);
  const args = [VERIFIER, '--key', keep('log.vkey', log.vkey), ...source, ...notes];
  const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8' });
  return { code: status, out: stdout + stderr };
}
