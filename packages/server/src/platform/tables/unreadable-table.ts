/** What stands against a file as a table. */
type TableProblem =
  | 'empty'
  | 'old_excel'
  | 'not_a_table'
  | 'broken_csv'
  | 'broken_xlsx'
  | 'too_large'
  | 'too_many_rows'
  | 'too_many_columns'
  | 'no_lines'
  | 'no_sheet';

/** The file cannot be read as a table: says what is wrong, in which row where that is known, and what would be right. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
  constructor(
    readonly code: TableProblem,
    message: string,
    /** As people count: the line of a CSV file, the row of a sheet, from 1. */
    readonly row: number | null = null,
  ) {
    super(message);
  }
}
