import { Box, type Theme } from '@mui/material';
import {
  DataTable,
  type DataTableProps,
  type RaRecord,
  useDataTableRenderContext,
  useResourceContext,
  useTranslateLabel,
} from 'react-admin';

interface RowsProps {
  label: string;
  /** Where given, a phone shows each row as a block of lines, with the names of these columns before their values. */
  stacked?: readonly string[];
}

/** The list's records as a table, named for people who hear it, which scrolls sideways in itself where it is not stacked. */
export function Rows<Row extends RaRecord>({
  label,
  stacked,
  ...table
}: Omit<DataTableProps<Row>, 'ref'> & RowsProps) {
  const translateLabel = useTranslateLabel();
  const resource = useResourceContext() ?? '';
  const nameOf = (source: string) => String(translateLabel({ source, resource }));
  return (
    <Box
      tabIndex={0}
      role="group"
      aria-label={label}
      sx={[{ overflowX: 'auto' }, stacked !== undefined && stackedSx(stacked, nameOf)]}
    >
      <DataTable<Row> aria-label={label} {...table} />
    </Box>
  );
}

function stackedSx(sources: readonly string[], nameOf: (source: string) => string) {
  const named = sources.map((source) => [
    `& tbody .column-${source}:not(:empty)::before`,
    { content: JSON.stringify(`${nameOf(source)}: `), color: 'text.secondary' },
  ]);
  const block = {
    '& thead': { display: 'none' },
    '& table, & tbody': { display: 'block' },
    '& tbody tr': { display: 'block', py: 1, borderBottom: 1, borderColor: 'divider' },
    '& tbody th, & tbody td': {
      display: 'block',
      px: 0,
      py: 0.25,
      border: 0,
      whiteSpace: 'normal',
      '&:empty': { display: 'none' },
    },
    ...Object.fromEntries(named),
  };
  return (theme: Theme) => ({ [theme.breakpoints.down('sm')]: block });
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
