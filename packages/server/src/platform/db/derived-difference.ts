/** Where what is derived differs from what it is when it is made anew. */
export interface DerivedDifference {
  table: string;
  row: string;
  /** Null: the row as a whole. */
  field: string | null;
  /** Made anew; null: there is no such row. */
  anew: string | null;
  stored: string | null;
}

/** Some of what is derived, held against the same made anew: what one look at the database found. */
export interface DerivedPiece {
  /** Rows that were compared. */
  rows: number;
  differences: DerivedDifference[];
}

type Values = Readonly<Record<string, string | number | boolean | null>>;

const shown = (value: Values[string]): string | null => (value === null ? null : String(value));

/** Compares the rows of a derived table with those made anew, by their keys. */
export function derivedDifferences(
  table: string,
  stored: ReadonlyMap<string, Values>,
  anew: ReadonlyMap<string, Values>,
): DerivedDifference[] {
  const found: DerivedDifference[] = [];
  for (const [row, values] of stored) {
    const wanted = anew.get(row);
    if (wanted === undefined) found.push({ table, row, field: null, anew: null, stored: 'a row' });
    else
      for (const [field, value] of Object.entries(wanted))
        if (values[field] !== value)
          found.push({ table, row, field, anew: shown(value), stored: shown(values[field] ?? null) });
  }
  for (const row of anew.keys())
    if (!stored.has(row)) found.push({ table, row, field: null, anew: 'a row', stored: null });
  return found;
}
