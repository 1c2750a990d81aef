import { canonicalJson } from '@srs-desk/shared/audit/canonical.ts';

/** A value as it is compared: what is no simple one stands as its canonical JSON. */
export type FactValue = string | number | boolean | null;

/** A row of a table, by field. Times in ms since epoch. */
export type StoredRow = Readonly<Record<string, FactValue>>;

/** A value that the log does not state (any more): nothing is compared. */
const UNSTATED = undefined;

/** Where a table does not say what the log says. */
export interface FactDifference {
  table: string;
  row: string;
  /** Null: the row as a whole, which is missing, or which the log does not know. */
  field: string | null;
  logged: string | null;
  stored: string | null;
  /** The entry that says so; null where none does. */
  seq: number | null;
}

/** What came of comparing some rows. */
export interface Compared {
  rows: number;
  /** Rows whose beginning was pruned: what is left of the log was compared. */
  begunBefore: number;
  differences: FactDifference[];
}

/** The value as it is compared. */
function factValue(value: unknown): FactValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return canonicalJson(value);
}

/** Rows as they are stored, by what tells them apart. */
export function storedBy<R extends object>(
  rows: readonly R[],
  keyOf: (row: R) => string | number,
): Map<string, StoredRow> {
  return new Map(rows.map((row) => [String(keyOf(row)), storedRow(row)]));
}

/** A row as it is compared. */
export function storedRow(row: object): StoredRow {
  return Object.fromEntries(Object.entries(row).map(([field, value]) => [field, factValue(value)]));
}

/** A row as the log tells it: of each field the value, and the entry that states it. */
export class LoggedRow {
  readonly #fields = new Map<string, { value: FactValue; seq: number }>();
  readonly seq: number;

  /** `seq`: the entry that made the row. */
  constructor(seq: number) {
    this.seq = seq;
  }

  /** Takes over what an entry states; a field that is {@link UNSTATED} is compared no more. */
  state(seq: number, values: Readonly<Record<string, unknown>>): this {
    for (const [field, value] of Object.entries(values)) {
      if (value === UNSTATED) this.#fields.delete(field);
      else this.#fields.set(field, { value: factValue(value), seq });
    }
    return this;
  }

  /** What the log says of a field; undefined where it says nothing. */
  get(field: string): FactValue | undefined {
    return this.#fields.get(field)?.value;
  }

  /** Where the stored row says something else. */
  differences(table: string, row: string, stored: StoredRow): FactDifference[] {
    const found: FactDifference[] = [];
    for (const [field, { value, seq }] of this.#fields) {
      const stands = stored[field];
      if (stands === undefined || stands === value) continue;
      found.push({ table, row, field, logged: shown(field, value), stored: shown(field, stands), seq });
    }
    return found;
  }
}

/** A row that stands in the table and that the log does not know. */
export function unknownRow(table: string, row: string): FactDifference {
  return { table, row, field: null, logged: null, stored: 'a row', seq: null };
}

/** A row that the log says is there, and that is not. */
export function missingRow(table: string, row: string, seq: number): FactDifference {
  return { table, row, field: null, logged: 'a row', stored: null, seq };
}

function shown(field: string, value: FactValue): string | null {
  if (value === null) return null;
  return typeof value === 'number' && /(At|Until)$/.test(field)
    ? new Date(value).toISOString()
    : String(value);
}
