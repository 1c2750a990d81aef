import { useTheme } from '@mui/material';
import { useCallback, useDeferredValue } from 'react';
import { DataTable, type DataTableProps, type RaRecord, useEvent, useListContext } from 'react-admin';

interface OpenableRowsProps<Row extends RaRecord> extends Omit<DataTableProps<Row>, 'ref'> {
  /** Where the keys are. */
  marked: Row['id'] | null;
  /** What is open at the side. */
  shown: Row['id'] | null;
  onRow(id: Row['id']): void;
}

/**
 * The list's records as rows that a click opens. A row is drawn again when it changed, not whenever the list did: columns must
 * stay the same elements for that. Many new rows are drawn bit by bit, so that keys and clicks are answered meanwhile.
 */
export function OpenableRows<Row extends RaRecord>({
  marked,
  shown,
  onRow,
  ...table
}: OpenableRowsProps<Row>) {
  const { desk } = useTheme();
  const { data } = useListContext<Row>();
  const rows = useDeferredValue(data);
  const open = useEvent((id: Row['id']): false => {
    onRow(id);
    return false;
  });
  const rowSx = useCallback(
    ({ id }: Row) =>
      id === marked || id === shown
        ? {
            ...(id === shown ? { backgroundColor: 'action.selected' } : {}),
            ...(id === marked ? { boxShadow: `inset 3px 0 0 ${desk.accent}` } : {}),
          }
        : PLAIN,
    [marked, shown, desk.accent],
  );
  return (
    <DataTable<Row>
      {...(rows ? { data: rows } : {})}
      rowClick={open}
      rowSx={rowSx}
      sx={SCROLLING}
      empty={NOTHING}
      {...table}
    />
  );
}

const PLAIN = {};
const SCROLLING = { '& .RaDataTable-tableWrapper': { overflowX: 'auto' } };
/** A list without rows says so by itself. */
const NOTHING = <span />;
