import { randomUUID } from 'node:crypto';
import { isAuditAction, kindOf } from '@srs-desk/shared/audit/actions.ts';
import { type EntryFields, entryTextAround, fieldProblem } from '@srs-desk/shared/audit/entry.ts';
import type { EntryColumns } from './entry-columns.ts';
import type { EntryDraft, PlainObject } from './entry-draft.ts';
import { LedgerMisuse } from './errors.ts';
import { encrypt } from './seal.ts';

/** An entry that only lacks its place in the chain: its canonical text before and after the hash of the entry before. */
export interface PreparedEntry {
  columns: EntryColumns;
  before: string;
  after: string;
}

/** Gives the key that seals what is about a subject, making it where there is none; null when the subject was erased. */
type SealingKey = (subject: string) => Uint8Array | null;

type Fields = { -readonly [K in keyof EntryFields]: EntryFields[K] };

/**
 * Numbers, dates, seals and spells an entry; `now` in ms since epoch.
 * @throws LedgerMisuse for a draft that cannot be written down.
 */
export function prepareEntry(draft: EntryDraft, seq: number, now: number, keyOf: SealingKey): PreparedEntry {
  if (!isAuditAction(draft.action)) throw new LedgerMisuse(`unknown action ${String(draft.action)}`);
  const at = draft.at ?? now;
  const uuid = randomUUID();
  const fields: Fields = {
    v: 1,
    seq,
    at: new Date(at).toISOString(),
    uuid,
    kind: kindOf(draft.action),
    action: draft.action,
    actor: draft.actor,
    origin: draft.origin,
    refId: draft.refId ?? undefined,
    orderId: draft.orderId ?? undefined,
    externalId: draft.externalId ?? undefined,
    callId: draft.callId === null || draft.callId === undefined ? undefined : String(draft.callId),
    subject: draft.subject ?? undefined,
    operation: draft.operation ?? undefined,
    outcome: draft.outcome ?? undefined,
    target: draft.target ?? undefined,
    detail: withoutUndefined(draft.detail ?? {}),
    sealed: undefined,
    prevHash: '',
  };
  if (draft.sealed !== undefined) seal(fields, draft.action, draft.sealed, keyOf);
  const [before, after] = spell(fields);
  const columns: EntryColumns = [
    seq,
    at,
    uuid,
    fields.kind,
    draft.action,
    fields.actor,
    draft.refId ?? null,
    draft.orderId ?? null,
    draft.externalId ?? null,
    draft.callId ?? null,
    draft.subject ?? null,
    draft.operation ?? null,
    draft.outcome ?? null,
    draft.target ?? null,
  ];
  return { columns, before, after };
}

function spell(fields: Fields): readonly [before: string, after: string] {
  const problem = fieldProblem(fields);
  if (problem !== null) throw new LedgerMisuse(`entry ${fields.action} cannot be written down: ${problem}`);
  try {
    return entryTextAround(fields);
  } catch (error) {
    throw new LedgerMisuse(`entry ${fields.action} cannot be written down: ${String(error)}`);
  }
}

function seal(fields: Fields, action: string, sealed: PlainObject, keyOf: SealingKey): void {
  if (!fields.subject) throw new LedgerMisuse(`entry ${action} has something to seal but no subject`);
  const key = keyOf(fields.subject);
  if (key === null) fields.detail = { ...fields.detail, sealedOmitted: 'subject erased' };
  else fields.sealed = encrypt(key, fields.uuid, Buffer.from(JSON.stringify(sealed))).toString('base64url');
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

function withoutUndefined(detail: object): EntryFields['detail'] {
  if (Object.getPrototypeOf(detail) === Object.prototype && !holdsUndefined(detail))
    return detail as EntryFields['detail'];
  const kept: [string, unknown][] = [];
  for (const [key, value] of Object.entries(detail)) {
    if (value === undefined) continue;
    const isObject =
      value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
    kept.push([key, isObject ? withoutUndefined(value as object) : value]);
  }
  // Not by assignment: a key named `__proto__` is a key like any other.
  return Object.fromEntries(kept) as EntryFields['detail'];
}
