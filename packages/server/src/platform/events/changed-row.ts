/** A row that changed: what an open page must read again. Never carries the row itself. */
export interface ChangedRow {
  resource: string;
  id: string | number;
}
