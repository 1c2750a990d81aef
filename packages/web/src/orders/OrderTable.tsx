import { useTheme } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { LIST_COLUMNS, type ListColumnField, orderField } from '@srs-desk/shared/order/fields.ts';
import { DataTable, useListContext, useTranslate } from 'react-admin';
import { useMay } from '../session/useMay.ts';
import { OrderCell } from './OrderCell.tsx';
import { SelectionBar } from './SelectionBar.tsx';

const HIDDEN_AT_FIRST = LIST_COLUMNS.filter((field) => orderField(field).column?.onDemand);

interface OrderTableProps {
  marked: string | null;
  previewed: string | null;
  onRow(refId: string): void;
}

/** The list as a table: a real link per row, the rest of the row opens the side panel. */
export function OrderTable({ marked, previewed, onRow }: OrderTableProps) {
  const translate = useTranslate();
  const may = useMay();
  const { desk } = useTheme();
  const { filterValues } = useListContext();
  const shown = (field: ListColumnField): boolean => {
    const { column, work } = orderField(field);
    return (column?.under === undefined || filterValues[column.under]) && (!work || may('orders.work'));
  };
  const plans = may('cancellations.plan');
  return (
    <DataTable<OrderRow>
      rowClick={(_id, _resource, record) => {
        onRow((record as OrderRow).refId);
        return false;
      }}
      rowSx={(record) => rowStyle(record.refId === marked, record.refId === previewed, desk.accent)}
      bulkActionButtons={plans ? <span /> : false}
      bulkActionsToolbar={plans ? <SelectionBar /> : <span />}
      hiddenColumns={HIDDEN_AT_FIRST}
      sx={{ '& .RaDataTable-tableWrapper': { overflowX: 'auto' } }}
      empty={<span />}
    >
      {LIST_COLUMNS.filter(shown).map((field) => (
        <DataTable.Col
          key={field}
          source={field}
          label={translate(`desk.words.field.${field}`)}
          disableSort={orderField(field).sort === undefined}
          render={(order: OrderRow) => <OrderCell field={field} order={order} />}
        />
      ))}
    </DataTable>
  );
}

function rowStyle(marked: boolean, previewed: boolean, accent: string) {
  return {
    ...(previewed ? { backgroundColor: 'action.selected' } : {}),
    ...(marked ? { boxShadow: `inset 3px 0 0 ${accent}` } : {}),
  };
}
