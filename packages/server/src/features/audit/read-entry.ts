import type { AuditEntryDetail, FieldChange } from '@srs-desk/shared/api/audit.ts';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { OWN_SUBJECTS } from '@srs-desk/shared/audit/own-subject.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { entryOf, type StoredEntry, textOf } from '../../platform/ledger/stored-entry.ts';
import { noteView } from './list-entries.ts';
import { type AuditEntry, toAuditEntry } from './log/entry-row.ts';
import { inclusionOf, NodeMissing } from './log/proof-nodes.ts';
import { callEntries, checkpointOver, entryRow, isErased, logEdges } from './log/queries.ts';

/** One entry with its differences, its bytes and its proof. @throws NotFound */
export async function readEntry(desk: Desk, who: Principal, seq: number): Promise<AuditEntryDetail> {
  const row = entryRow(desk.reader, seq);
  if (row === undefined) throw new NotFound('entry_not_found', `The log has no entry ${seq}.`);
  const entry = toAuditEntry(row);
  await noteView(desk, who, { entry: true }, entry.refId);
  const { first, last } = logEdges(desk.reader);
  return {
    ...entry,
    bytes: textOf(row),
    changes: changesOf(entry.detail),
    sealedState: sealedState(desk, entry),
    reason: reasonIn(desk, entry, row),
    proof: await proofOf(desk, seq),
    counterpart: counterpartOf(desk, entry),
    previous: seq > first ? seq - 1 : null,
    next: seq < last ? seq + 1 : null,
  };
}

function sealedState(desk: Desk, entry: AuditEntry): AuditEntryDetail['sealedState'] {
  if (!entry.sealed) return 'none';
  return entry.subject !== null && isErased(desk.reader, entry.subject) ? 'erased' : 'sealed';
}

function reasonIn(desk: Desk, { subject, uuid, sealed }: AuditEntry, row: StoredEntry): string | null {
  if (!sealed || !subject?.startsWith(OWN_SUBJECTS)) return null;
  const opened = desk.sealer.open({ uuid, subject, sealed: entryOf(row).sealed });
  return typeof opened?.reason === 'string' ? opened.reason : null;
}

function counterpartOf(desk: Desk, entry: AuditEntry): number | null {
  if (entry.kind !== 'call' || entry.callId === null) return null;
  const both = callEntries(desk.reader, entry.callId);
  return (both?.intent === entry.seq ? both.outcome : both?.intent) ?? null;
}

async function proofOf(desk: Desk, seq: number): Promise<AuditEntryDetail['proof']> {
  if (checkpointOver(desk.reader, seq) === undefined) await desk.ledger.checkpoint().catch(() => null);
  const checkpoint = checkpointOver(desk.reader, seq);
  if (checkpoint === undefined) return null;
  try {
    const path = inclusionOf(desk.reader, seq, checkpoint.size).map(toHex);
    return {
      index: seq - 1,
      size: checkpoint.size,
      root: checkpoint.root.toString('hex'),
      path,
      checkpoint: checkpoint.note,
      checkpointAt: new Date(checkpoint.at).toISOString(),
    };
  } catch (error) {
    if (error instanceof NodeMissing) return null;
    throw error;
  }
}

/** The differences an entry speaks of, however its verb put them: a list of changes, or before and after by field. */
function changesOf(detail: AuditEntry['detail']): FieldChange[] {
  const { changes } = detail as { changes?: unknown };
  if (Array.isArray(changes)) return changes.flatMap(fromItem);
  if (isRecord(changes)) return Object.entries(changes).flatMap(([field, value]) => fromPair(field, value));
  const { before, after } = detail as { before?: unknown; after?: unknown };
  if (isRecord(before) || isRecord(after)) {
    const [old, now] = [isRecord(before) ? before : {}, isRecord(after) ? after : {}];
    const fields = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return fields
      .map((field) => ({ field, before: old[field] ?? null, after: now[field] ?? null }))
      .filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
  }
  if (before !== undefined || after !== undefined) {
    const field = typeof detail.field === 'string' ? detail.field : 'value';
    return [{ field, before: before ?? null, after: after ?? null }];
  }
  return [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fromItem(item: unknown): FieldChange[] {
  if (!isRecord(item) || typeof item.field !== 'string') return [];
  return [
    { field: item.field, before: item.before ?? item.from ?? null, after: item.after ?? item.to ?? null },
  ];
}

function fromPair(field: string, value: unknown): FieldChange[] {
  if (Array.isArray(value) && value.length === 2) return [{ field, before: value[0], after: value[1] }];
  if (isRecord(value)) {
    return [{ field, before: value.before ?? value.from ?? null, after: value.after ?? value.to ?? null }];
  }
  return [{ field, before: null, after: value }];
}
