import { Button } from '@mui/material';
import { CanAccess, ColumnsButton, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { accessTo } from '../session/access.ts';
import { ExportDialog } from './ExportDialog.tsx';

/** Place, register, columns, export: by what the role may do. */
export function OrderListActions({ columns }: { columns: boolean }) {
  const translate = useTranslate();
  const { data } = useListContext();
  return (
    <>
      <CanAccess {...accessTo('orders.place')}>
        <Button component={Link} to="/orders/create" variant="contained">
          {translate('desk.orders.place')}
        </Button>
      </CanAccess>
      <CanAccess {...accessTo('orders.register')}>
        <Button component={Link} to="/orders/import" variant="outlined">
          {translate('desk.orders.register')}
        </Button>
      </CanAccess>
      {columns && data && data.length > 0 ? <ColumnsButton /> : null}
      <CanAccess {...accessTo('orders.export')}>
        <ExportDialog />
      </CanAccess>
    </>
  );
}
