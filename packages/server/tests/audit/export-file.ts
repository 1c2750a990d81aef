import { writeFileSync } from 'node:fs';
import { ZERO_HASH_HEX } from '@srs-desk/shared/audit/chain.ts';
import { LogFile } from '../../src/features/audit/log/log-file.ts';
import { EXPORT_FORMAT } from '../../src/features/audit/verify/jsonl-format.ts';
import { textsIn } from '../ledger/entry-texts.ts';

/** Writes the whole log of a closed database as an export, its entries or all its lines changed where a test wants it; gives the path. */
export function exportFile(
  database: string,
  path: string,
  change: (lines: string[]) => string[] = (lines) => lines,
  changeAll: (lines: string[]) => string[] = (lines) => lines,
): string {
  const file = new LogFile(database);
  const { lastSeq } = file.extent();
  const lines = textsIn(database);
  const [newest] = file.checkpoints(lastSeq - 1, lastSeq);
  file.close();
  const range = { firstSeq: 1, prevHash: ZERO_HASH_HEX, prefix: '0:', filter: null, statements: [] };
  const header = { format: EXPORT_FORMAT, origin: newest?.note.split('\n')[0], exportedAt: 'x', ...range };
  const end = { end: EXPORT_FORMAT, entries: lastSeq, lastSeq, checkpoint: newest?.note, proof: [] };
  const whole = changeAll([JSON.stringify(header), ...change(lines), JSON.stringify(end)]);
  writeFileSync(path, `${whole.join('\n')}\n`);
  return path;
}
