import { createWriteStream, renameSync, rmSync } from 'node:fs';
import type { Command } from 'commander';
import { writeWhole } from '../../features/audit/checkpoint-file.ts';
import { auditConfig } from './audit-config.ts';
import { CommandFailed, expectOk, say } from './command.ts';
import { type AskDesk, withDesk } from './command-socket.ts';

interface ExportFlags {
  out: string;
  from?: string;
  to?: string;
  refId?: string;
  format?: string;
}

/** `desk audit export --out FILE [--from --to --ref-id] [--format jsonl|csv]`. */
export function auditExport(audit: Command): void {
  audit
    .command('export')
    .description('write the log to a file: JSONL with proof, or CSV (by the file’s ending)')
    .requiredOption('--out <file>', 'where to')
    .option('--from <time>', 'from this time on (ISO 8601)')
    .option('--to <time>', 'up to this time')
    .option('--ref-id <id>', 'only what is about this order')
    .option('--format <format>', 'jsonl or csv')
    .action(async (flags: ExportFlags) => {
      const format = flags.format ?? (flags.out.endsWith('.csv') ? 'csv' : 'jsonl');
      const query = new URLSearchParams({ format, filter: JSON.stringify(filterOf(flags)) });
      await withDesk(auditConfig, (ask) => download(ask, `/api/audit/export?${query}`, flags.out));
      say(`${flags.out} written`);
    });
}

function filterOf({ from, to, refId }: ExportFlags): Record<string, string> {
  return {
    ...(from === undefined ? {} : { at_gte: from }),
    ...(to === undefined ? {} : { at_lte: to }),
    ...(refId === undefined ? {} : { refId }),
  };
}

async function download(ask: AskDesk, path: string, out: string): Promise<void> {
  const draft = `${out}.part`;
  try {
    const file = createWriteStream(draft, { mode: 0o600 });
    expectOk(await ask('GET', path, undefined, undefined, file), 2);
    renameSync(draft, out);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** `desk audit checkpoint --out FILE`: signs the log as it stands and writes the signed note. */
export function auditCheckpoint(audit: Command): void {
  audit
    .command('checkpoint')
    .description('sign the log as it stands and write the checkpoint, to be kept elsewhere')
    .requiredOption('--out <file>', 'where to')
    .action(async ({ out }: { out: string }) => {
      const answer = await withDesk(auditConfig, (ask) => ask('POST', '/api/audit/checkpoints', {}));
      const checkpoint = expectOk(answer, 2) as { size: number; note: string } | null;
      if (checkpoint === null) throw new CommandFailed('the log is empty: there is nothing to sign', 2);
      writeWhole(out, checkpoint.note);
      say(`checkpoint at ${checkpoint.size} entries written to ${out}`);
    });
}

/** `desk audit pack --ref-id ID --out FILE --reason TEXT [--reveal]`: the proof pack of an order. */
export function auditPack(audit: Command): void {
  audit
    .command('pack')
    .description(
      'write the proof pack of an order: JSON, or a page with the JSON in it (by the file’s ending)',
    )
    .requiredOption('--ref-id <id>', 'the order')
    .requiredOption('--out <file>', 'where to (.html or .json)')
    .requiredOption('--reason <text>', 'why; stands in the log')
    .option('--reveal', 'show what is sealed: personal data then stands in the file')
    .action(async (flags: { refId: string; out: string; reason: string; reveal?: boolean }) => {
      const path = `/api/orders/${encodeURIComponent(flags.refId)}/proof`;
      const format = flags.out.endsWith('.json') ? 'json' : 'html';
      const body = { format, reason: flags.reason, reveal: flags.reveal ?? false };
      const answer = await withDesk(auditConfig, (ask) => ask('POST', path, body));
      const pack = expectOk(answer, 2);
      writeWhole(flags.out, typeof pack === 'string' ? pack : `${JSON.stringify(pack, null, 1)}\n`, 0o600);
      say(`${flags.out} written`);
    });
}
