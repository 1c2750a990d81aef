import type * as z from 'zod';
import type { FilterKind, ListSpec } from './list.ts';

/** Without what may surround a type: null, absence, a default. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  const { def } = schema._zod;
  return def.type === 'nullable' || def.type === 'optional' || def.type === 'default'
    ? bare((def as unknown as { innerType: z.core.$ZodType }).innerType)
    : schema;
}

/** How a field can be filtered; null for what has no plain value (lists, objects) or two alone (true, false). */
function kindOf(field: z.core.$ZodType): FilterKind | null {
  const { def } = bare(field)._zod;
  if (def.type === 'string') return { type: 'text' };
  if (def.type === 'number') return { type: 'integer' };
  if (def.type !== 'enum') return null;
  const { entries } = def as unknown as { entries: Record<string, string> };
  return { type: 'choice', values: Object.values(entries) };
}

/**
 * What a short list whose rows are all at hand can do: filtered by each plain field of its rows, sorted by each.
 * Long lists describe themselves, by what has an index.
 */
export function listOfRow(row: z.ZodObject): ListSpec {
  const filters: Record<string, FilterKind> = {};
  for (const [name, field] of Object.entries(row.shape)) {
    const kind = kindOf(field);
    if (kind !== null) filters[name] = kind;
  }
  const sorts = Object.keys(filters);
  return { filters, ranges: [], sorts, defaultSort: [sorts[0] ?? 'id', 'ASC'], q: false };
}
