import { MenuItem, TextField } from '@mui/material';
import { useListContext, useTranslate } from 'react-admin';

const FIELDS = ['statusChangedAt', 'updatedAt', 'createdAt'] as const;
const ORDERS = ['ASC', 'DESC'] as const;
const SORTS = FIELDS.flatMap((field) => ORDERS.map((order) => ({ field, order, key: `${field} ${order}` })));

/** Says how the list is sorted, and sorts it otherwise. */
export function OrderSort() {
  const translate = useTranslate();
  const { sort, setSort } = useListContext();
  const current = SORTS.find(({ field, order }) => field === sort.field && order === sort.order);
  return (
    <TextField
      select
      label={translate('desk.orders.sort.label')}
      value={current?.key ?? ''}
      onChange={({ target }) => {
        const chosen = SORTS.find(({ key }) => key === target.value);
        if (chosen) setSort({ field: chosen.field, order: chosen.order });
      }}
      sx={{ minWidth: 190, flex: { xs: 1, sm: 'none' } }}
    >
      {SORTS.map(({ field, order, key }) => (
        <MenuItem key={key} value={key}>
          {translate(`desk.orders.sort.${field}.${order}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
