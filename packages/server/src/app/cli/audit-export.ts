import { writeFileSync } from 'node:fs';
import type { ConsistencyAnswer } from '@srs-desk/shared/api/audit.ts';
import { readInstant } from '@srs-desk/shared/api/list.ts';
import { fromHex, sameBytes } from '@srs-desk/shared/audit/byte-text.ts';
import { type Checkpoint, parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { NoteFormatError, parseNote } from '@srs-desk/shared/audit/note.ts';
import { placeOf } from '@srs-desk/shared/audit/statement.ts';
import { verifyConsistency } from '@srs-desk/shared/audit/tree-verify.ts';
import type { Command } from 'commander';
import { sha256 } from '../../platform/ledger/sha256.ts';
import { auditConfig, readText } from './audit-config.ts';
import { CommandFailed, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';
import { EntryCount } from './entry-count.ts';
import { intoFile, streamInto } from './out-file.ts';

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
      insistOnSpan(flags);
      const format = flags.format ?? (flags.out.endsWith('.csv') ? 'csv' : 'jsonl');
      const query = new URLSearchParams({ format, filter: JSON.stringify(filterOf(flags)) });
      const path = `/api/audit/export?${query}`;
      const count = new EntryCount(format);
      await intoFile(flags.out, 0o600, async (file) => {
        const into = streamInto(file, (chunk) => count.take(chunk));
        expectOk(await withDesk(auditConfig, (ask) => ask('GET', path, undefined, undefined, into)), 2);
      });
      say(`${flags.out} written, with ${count.entries} log entries`);
    });
}

function insistOnSpan({ from, to }: ExportFlags): void {
  const [first, last] = [readInstant(from), readInstant(to)];
  if (first !== null && last !== null && last < first)
    throw new CommandFailed(`--to ${to} is before --from ${from}: no entry can be in between`, 2);
}

function filterOf({ from, to, refId }: ExportFlags): Record<string, string> {
  return {
    ...(from === undefined ? {} : { at_gte: from }),
    ...(to === undefined ? {} : { at_lte: to }),
    ...(refId === undefined ? {} : { refId }),
  };
}

/** `desk audit checkpoint --out FILE`: signs the log as it stands and writes the signed note. */
export function auditCheckpoint(audit: Command): void {
  audit
    .command('checkpoint')
    .description('sign the log as it stands and write the checkpoint, to be kept elsewhere')
    .requiredOption('--out <file>', 'where to')
    .action(async ({ out }: { out: string }) => {
      const size = await intoFile(out, 0o644, async (file) => {
        const answer = await withDesk(auditConfig, (ask) => ask('POST', '/api/audit/checkpoints', {}));
        const checkpoint = expectOk(answer, 2) as { size: number; note: string } | null;
        if (checkpoint === null) throw new CommandFailed('the log is empty: there is nothing to sign', 2);
        writeFileSync(file, checkpoint.note);
        return checkpoint.size;
      });
      say(`checkpoint at ${size} entries written to ${out}`);
    });
}

/** `desk audit consistency --from SIZE|FILE [--to SIZE|FILE] --out FILE`: that the log only grew from one checkpoint to another. */
export function auditConsistency(audit: Command): void {
  audit
    .command('consistency')
    .description('write the proof that the log under a checkpoint begins with that under an earlier one')
    .requiredOption('--from <checkpoint>', 'the earlier checkpoint: its file, or its number of entries')
    .option('--to <checkpoint>', 'the later one; the newest when absent')
    .requiredOption('--out <file>', 'where to')
    .action(async ({ from, to, out }: { from: string; to?: string; out: string }) => {
      const [earlier, later] = [checkpointOf(from), to === undefined ? null : checkpointOf(to)];
      const query = new URLSearchParams({
        from: String(earlier.size),
        ...(later === null ? {} : { to: String(later.size) }),
      });
      const proof = await intoFile(out, 0o644, async (file) => {
        const answer = await withDesk(auditConfig, (ask) => ask('GET', `/api/audit/consistency?${query}`));
        const made = expectOk(answer, 2) as ConsistencyAnswer;
        assertFits(made, earlier, later);
        writeFileSync(file, made.text);
        return made;
      });
      say(`proof from ${proof.from.size} to ${proof.to.size} entries written to ${out}`);
    });
}

/** A checkpoint as it was given: by its number of entries alone (`whole` is null), or by its file. */
interface Given {
  given: string;
  size: number;
  whole: Checkpoint | null;
}

function checkpointOf(given: string): Given {
  if (/^\d+$/.test(given)) return { given, size: Number(given), whole: null };
  try {
    const whole = parseCheckpoint(parseNote(readText(given)).text);
    return { given, size: placeOf(whole).size, whole };
  } catch (error) {
    if (!(error instanceof NoteFormatError)) throw error;
    throw new CommandFailed(`${given} is no checkpoint: ${error.message}`, 2);
  }
}

/** A proof that leads from another checkpoint than the one given would make the log look broken. @throws CommandFailed */
function assertFits(made: ConsistencyAnswer, earlier: Given, later: Given | null): void {
  const newer = parseCheckpoint(parseNote(made.to.note).text);
  const [oldSize, newSize] = [made.from.size, made.to.size];
  if (later?.whole && !sameBytes(later.whole.root, newer.root)) throw foreign(later, later.whole, newer);
  const { whole } = earlier;
  if (whole === null) return;
  const tree = { oldSize, oldRoot: whole.root, newSize, newRoot: newer.root };
  if (!verifyConsistency(sha256, { ...tree, proof: made.proof.map(fromHex) }))
    throw foreign(earlier, whole, newer);
}

function foreign({ given, size }: Given, whole: Checkpoint, newer: Checkpoint): CommandFailed {
  const [of, now] = [placeOf(whole).epoch, placeOf(newer).epoch];
  const why =
    whole.origin !== newer.origin
      ? `it is of the log ${whole.origin}, this one is ${newer.origin}`
      : of < now
        ? `it is of epoch ${of}, the log is in epoch ${now}: a restore took that end out`
        : 'one of them was rewritten, or this file was changed';
  return new CommandFailed(
    `${given}: the first ${size} entries of this log are not those that it was signed over (${why}). No proof was written; see: desk audit verify --checkpoint ${given}`,
    2,
  );
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
      await intoFile(flags.out, 0o600, async (file) => {
        const pack = expectOk(await withDesk(auditConfig, (ask) => ask('POST', path, body)), 2);
        writeFileSync(file, typeof pack === 'string' ? pack : `${JSON.stringify(pack, null, 1)}\n`);
      });
      say(`${flags.out} written`);
    });
}
