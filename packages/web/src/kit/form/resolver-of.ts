import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import { type FieldErrors, type FieldValues, get, type Resolver, set } from 'react-hook-form';

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/** The part of a zod object that a form needs. */
interface FieldsSchema {
  shape: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>>;
  safeParse(
    value: unknown,
    params: { error: typeof plainIssue },
  ): { success: true; data: FieldValues } | { success: false; error: { issues: readonly Issue[] } };
}

/**
 * Checks and gives only the fields that the form shows, for the server takes no others. A field left empty is null
 * where the schema knows null, else it is not given at all.
 */
export function resolverOf(schema: FieldsSchema): Resolver {
  return (values, _context, { names = [] }) => {
    const given: FieldValues = {};
    for (const name of new Set(names.map((path) => path.split('.', 1)[0] ?? path))) {
      const value: unknown = values[name];
      if (value !== null || schema.shape[name]?.safeParse(null).success) given[name] = value;
    }
    const read = schema.safeParse(given, { error: plainIssue });
    if (read.success) return { values: read.data, errors: {} };
    return refused(read.error.issues.map(({ path, message }) => [path.join('.'), message]));
  };
}

/** Reads a form whose fields are texts as what is sent, or says what is wrong with which field. */
export function resolverBy<Draft>(
  read: (
    draft: Draft,
  ) => { ok: true; value: FieldValues } | { ok: false; errors: Readonly<Record<string, string>> },
): Resolver {
  return (values) => {
    const result = read(values as Draft);
    return result.ok ? { values: result.value, errors: {} } : refused(Object.entries(result.errors));
  };
}

/** The first thing wrong with each field, at its place: `tiers.0.upTo` lies in `tiers`, then in its first member. */
function refused(wrong: readonly (readonly [name: string, message: string])[]) {
  const errors: FieldErrors = {};
  for (const [name, message] of wrong) {
    const place = name === '' ? 'root' : name;
    if (get(errors, place) === undefined) set(errors, place, { type: 'schema', message });
  }
  return { values: {}, errors };
}
