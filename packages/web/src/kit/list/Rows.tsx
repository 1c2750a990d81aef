import { Box } from '@mui/material';
import { DataTable, type DataTableProps, type RaRecord, useDataTableRenderContext } from 'react-admin';

/** The list's records as a table, named for people who hear it, which scrolls sideways in itself. */
export function Rows<Row extends RaRecord>({
  label,
  ...table
}: Omit<DataTableProps<Row>, 'ref'> & { label: string }) {
  return (
    <Box tabIndex={0} role="group" aria-label={label} sx={{ overflowX: 'auto' }}>
      <DataTable<Row> aria-label={label} {...table} />
    </Box>
  );
}

type ColProps<Row extends RaRecord> = Parameters<typeof DataTable.Col<Row>>[0];

/** The column that names the row. */
export function HeadCol<Row extends RaRecord>(column: ColProps<Row>) {
  const heading = useDataTableRenderContext() === 'data' ? { component: 'th', scope: 'row' } : {};
  return <DataTable.Col<Row> {...column} {...heading} sx={{ whiteSpace: 'nowrap' }} />;
}

/** The last column: what can be done with the row. */
export function ActionsCol<Row extends RaRecord>(column: Pick<ColProps<Row>, 'render'>) {
  // An empty head cell names nothing, so it is none.
  const nothing = useDataTableRenderContext() === 'header' ? { component: 'td' } : {};
  return <DataTable.Col<Row> {...column} {...nothing} align="right" sx={{ whiteSpace: 'nowrap' }} />;
}
