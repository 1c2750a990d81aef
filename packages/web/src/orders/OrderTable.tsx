import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { LIST_COLUMNS, orderField } from '@srs-desk/shared/order/fields.ts';
import { useMemo } from 'react';
import { DataTable, useCanAccess, useListContext } from 'react-admin';
import { OpenableRows } from '../kit/list/OpenableRows.tsx';
import { accessTo } from '../session/access.ts';
import { OrderCell } from './OrderCell.tsx';
import { SelectionBar } from './SelectionBar.tsx';

const HIDDEN_AT_FIRST = LIST_COLUMNS.filter((field) => orderField(field).column?.onDemand);

const COLUMNS = LIST_COLUMNS.map((field) => ({
  ...orderField(field),
  field,
  element: (
    <DataTable.Col
      key={field}
      source={field}
      label={`desk.words.field.${field}`}
      disableSort={orderField(field).sort === undefined}
      render={(order: OrderRow) => <OrderCell field={field} order={order} />}
    />
  ),
}));

/** What the side panel shows as well, so that the rest has room beside it. */
const HIDDEN_BESIDE_PANEL: ReadonlySet<string> = new Set(['createdAt', 'assignee', 'followUpAt']);

interface OrderTableProps {
  marked: string | null;
  previewed: string | null;
  onRow(refId: string): void;
}

/** The list as a table: a real link per row, the rest of the row opens the side panel. */
export function OrderTable({ marked, previewed, onRow }: OrderTableProps) {
  const { canAccess: works } = useCanAccess(accessTo('orders.work'));
  const { canAccess: plans } = useCanAccess(accessTo('cancellations.plan'));
  const { filterValues } = useListContext();
  const beside = previewed !== null;
  const columns = useMemo(
    () =>
      COLUMNS.filter(
        ({ field, column, work }) =>
          !(beside && HIDDEN_BESIDE_PANEL.has(field)) &&
          (column?.under === undefined || filterValues[column.under]) &&
          (!work || works),
      ).map(({ element }) => element),
    [filterValues, works, beside],
  );
  return (
    <OpenableRows<OrderRow>
      marked={marked}
      shown={previewed}
      onRow={onRow}
      bulkActionButtons={plans ? <span /> : false}
      bulkActionsToolbar={plans ? <SelectionBar /> : <span />}
      hiddenColumns={HIDDEN_AT_FIRST}
    >
      {columns}
    </OpenableRows>
  );
}
