import { randomUUID } from 'node:crypto';
import { isAuditAction, kindOf } from '@srs-desk/shared/audit/actions.ts';
import { canonicalPart } from '@srs-desk/shared/audit/canonical.ts';
import { fieldProblem } from '@srs-desk/shared/audit/entry.ts';
import { entryTime, spellAround } from '@srs-desk/shared/audit/entry-parts.ts';
import { type EntryColumns, partsOfColumns } from './entry-columns.ts';
import type { EntryDraft } from './entry-draft.ts';
import { LedgerMisuse } from './errors.ts';
import { encrypt } from './seal.ts';

/** An entry that only lacks its place in the chain: its columns, and their text before and after the hash of the entry before. */
export interface PreparedEntry {
  columns: EntryColumns;
  before: string;
  after: string;
}

/** Gives the key that seals what is about a subject, making it where there is none; null when the subject was erased. */
type SealingKey = (subject: string) => Uint8Array | null;

/**
 * Numbers, dates, seals and spells an entry; `now` in ms since epoch.
 * @throws LedgerMisuse for a draft that cannot be written down.
 */
export function prepareEntry(draft: EntryDraft, seq: number, now: number, keyOf: SealingKey): PreparedEntry {
  const { action } = draft;
  if (!isAuditAction(action)) throw new LedgerMisuse(`unknown action ${String(action)}`);
  const uuid = randomUUID();
  const { detail, sealed } = sealedParts(draft, uuid, keyOf);
  const problem = problemOf(draft, now);
  if (problem !== null) throw new LedgerMisuse(`entry ${action} cannot be written down: ${problem}`);
  try {
    const columns: EntryColumns = [
      seq,
      draft.at ?? now,
      uuid,
      kindOf(action),
      action,
      draft.actor,
      draft.origin ?? null,
      draft.refId ?? null,
      draft.orderId ?? null,
      draft.externalId ?? null,
      draft.callId ?? null,
      draft.subject ?? null,
      draft.operation ?? null,
      draft.outcome ?? null,
      draft.target ?? null,
      canonicalPart(detail, '$.detail', 1),
      sealed,
    ];
    // From the columns, as whoever reads them will: what is hashed is what they say.
    const [before, after] = spellAround(partsOfColumns(columns));
    return { columns, before, after };
  } catch (error) {
    throw new LedgerMisuse(`entry ${action} cannot be written down: ${String(error)}`);
  }
}

/** What keeps a draft from being an entry that is read again as it was written; null when nothing does. */
function problemOf(draft: EntryDraft, now: number): string | null {
  const { callId, at: time = now } = draft;
  if (callId !== null && callId !== undefined && !Number.isSafeInteger(callId))
    return 'callId must be a number of a call';
  if (!Number.isInteger(time)) return 'at must be a whole number of milliseconds';
  return fieldProblem(draft, entryTime(time));
}

function sealedParts(
  { action, subject, detail = {}, sealed }: EntryDraft,
  uuid: string,
  keyOf: SealingKey,
): { detail: object; sealed: string | null } {
  const open = withoutUndefined(detail);
  if (sealed === undefined) return { detail: open, sealed: null };
  if (!subject) throw new LedgerMisuse(`entry ${action} has something to seal but no subject`);
  const key = keyOf(subject);
  if (key === null) return { detail: { ...open, sealedOmitted: 'subject erased' }, sealed: null };
  return {
    detail: open,
    sealed: encrypt(key, uuid, Buffer.from(JSON.stringify(sealed))).toString('base64url'),
  };
}

function holdsUndefined(detail: object): boolean {
  for (const key of Object.keys(detail)) {
    const value: unknown = (detail as Record<string, unknown>)[key];
    if (value === undefined) return true;
    if (value !== null && typeof value === 'object' && !Array.isArray(value) && holdsUndefined(value))
      return true;
  }
  return false;
}

function withoutUndefined(detail: object): object {
  if (Object.getPrototypeOf(detail) === Object.prototype && !holdsUndefined(detail)) return detail;
  const kept: [string, unknown][] = [];
  for (const [key, value] of Object.entries(detail)) {
    if (value === undefined) continue;
    const isObject =
      value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
    kept.push([key, isObject ? withoutUndefined(value as object) : value]);
  }
  // Not by assignment: a key named `__proto__` is a key like any other.
  return Object.fromEntries(kept);
}
