import type { LogFile } from '../log/log-file.ts';
import type { CheckpointRow } from '../log/queries.ts';
import type { Finding } from './finding.ts';

/** What a stored checkpoint's columns say beside its note; the note itself is held against the tree elsewhere. */
export function checkpointColumns(row: CheckpointRow, log: LogFile): Finding | null {
  const { size, root, note, at, exportedAt } = row;
  const column = (name: string): Finding => ({
    seq: size,
    code: 'checkpoint_column',
    detail: `column ${name} of checkpoint ${size} does not say what its note says`,
  });
  const lines = note.split('\n');
  if (lines[1] !== String(size)) return column('size');
  if (lines[2] !== root.toString('base64')) return column('root');
  if (!lines.includes(`at ${new Date(at).toISOString()}`)) return column('at');
  if (exportedAt === null || log.hasExportEntry(size, exportedAt)) return null;
  return {
    seq: size,
    code: 'checkpoint_column',
    detail: `checkpoint ${size} counts as exported, but no entry tells of it`,
  };
}
