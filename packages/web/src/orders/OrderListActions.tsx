import { Button } from '@mui/material';
import { ColumnsButton, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useMay } from '../session/useMay.ts';
import { ExportDialog } from './ExportDialog.tsx';

/** Place, register, columns, export: by what the role may do. */
export function OrderListActions({ columns }: { columns: boolean }) {
  const translate = useTranslate();
  const may = useMay();
  const { data } = useListContext();
  return (
    <>
      {may('orders.place') ? (
        <Button component={Link} to="/orders/create" variant="contained">
          {translate('desk.orders.place')}
        </Button>
      ) : null}
      {may('orders.register') ? (
        <Button component={Link} to="/orders/import" variant="outlined">
          {translate('desk.orders.register')}
        </Button>
      ) : null}
      {columns && data && data.length > 0 ? <ColumnsButton /> : null}
      {may('orders.export') ? <ExportDialog /> : null}
    </>
  );
}
