import { Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';

export interface GridColumn<Row> {
  key: string;
  title: string;
  /** Figures stand at the right. */
  right?: boolean;
  /** The column that names the row. */
  heading?: boolean;
  cell(row: Row): ReactNode;
}

interface DataGridProps<Row> {
  /** What the table holds, for people who hear the page. */
  label: string;
  columns: readonly GridColumn<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  /** Further table bodies beneath the rows. */
  children?: ReactNode;
}

/** A plain table of figures that scrolls sideways in itself where the page is narrow. */
export function DataGrid<Row>({ label, columns, rows, keyOf, children }: DataGridProps<Row>) {
  return (
    <TableContainer tabIndex={0} role="group" aria-label={label}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <TableCell key={column.key} align={column.right ? 'right' : 'left'}>
                {column.title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)} hover>
              {columns.map((column) => (
                <TableCell
                  key={column.key}
                  align={column.right ? 'right' : 'left'}
                  sx={{ whiteSpace: column.right || column.heading ? 'nowrap' : 'normal' }}
                  {...(column.heading ? { component: 'th', scope: 'row' } : {})}
                >
                  {column.cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
        {children}
      </Table>
    </TableContainer>
  );
}
