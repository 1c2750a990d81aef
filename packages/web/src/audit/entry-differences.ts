import type { AuditEntryDetail, AuditEntryRow, FieldChange } from '@srs-desk/shared/api/audit.ts';

type Detail = AuditEntryRow['detail'];

/** Members of a detail that the differences already tell. */
const TOLD = ['changes', 'before', 'after', 'field'] as const;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Settings are recorded as JSON texts: what such a text holds, else the value as it is. */
function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{"]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** A change of a whole group as one change for each member that differs: `limits.stuckHours`. */
function unfolded({ field, before, after }: FieldChange): FieldChange[] {
  const [old, now] = [opened(before), opened(after)];
  if (!isRecord(old) && !isRecord(now)) return [{ field, before: old, after: now }];
  const [from, to] = [isRecord(old) ? old : {}, isRecord(now) ? now : {}];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((name) => JSON.stringify(from[name]) !== JSON.stringify(to[name]))
    .flatMap((name) =>
      unfolded({ field: `${field}.${name}`, before: from[name] ?? null, after: to[name] ?? null }),
    );
}

/** What one value changed is called when the entry only says that something did. */
function nameOf(entry: Pick<AuditEntryRow, 'action' | 'target'>): string {
  if (entry.action === 'user.role') return 'role';
  if (entry.action === 'settings.change') return entry.target ?? 'value';
  return entry.action === 'order.verify.changed' ? 'verifyStatus' : 'status';
}

function hasStep(detail: Detail): boolean {
  return 'from' in detail && 'to' in detail && !isRecord(detail.from) && !isRecord(detail.to);
}

/** What an entry says has changed, field by field, groups taken apart. */
export function differencesOf(
  entry: Pick<AuditEntryDetail, 'action' | 'target' | 'detail' | 'changes'>,
): FieldChange[] {
  const { detail } = entry;
  const step = hasStep(detail)
    ? [{ field: nameOf(entry), before: detail.from ?? null, after: detail.to ?? null }]
    : [];
  const named = entry.changes.map((change) =>
    change.field === 'value' ? { ...change, field: nameOf(entry) } : change,
  );
  return [...step, ...named].flatMap(unfolded);
}

/** What else an entry tells, beside its differences. */
export function restOf(detail: Detail): [string, unknown][] {
  const told: readonly string[] = hasStep(detail) ? [...TOLD, 'from', 'to'] : TOLD;
  return Object.entries(detail).filter(([name]) => !told.includes(name));
}

/** A value as a person reads it: nothing as a dash, groups as JSON. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
