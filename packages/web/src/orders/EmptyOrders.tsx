import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import InboxOutlined from '@mui/icons-material/InboxOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { Button } from '@mui/material';
import { useCanAccess, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { EmptyState } from '../kit/States.tsx';
import { useStats } from '../layout/useStats.ts';
import { accessTo } from '../session/access.ts';
import { TAB_FILTERS, tabOf, withoutTab, withTab } from './order-tabs.ts';

/** Why there is no order to see, and the way to some. */
export function EmptyOrders() {
  const translate = useTranslate();
  const { canAccess: mayRegister } = useCanAccess(accessTo('orders.register'));
  const { filterValues, setFilters } = useListContext();
  const stats = useStats();
  const tab = tabOf(filterValues);
  const narrowing = Object.keys(withoutTab(filterValues));
  if (stats.data?.orders.total === 0) {
    return (
      <EmptyState
        icon={InboxOutlined}
        title={translate('desk.orders.empty.none')}
        action={
          mayRegister ? (
            <Button component={Link} to="/orders/import" variant="contained">
              {translate('desk.orders.empty.register')}
            </Button>
          ) : null
        }
      >
        {translate(mayRegister ? 'desk.orders.empty.noneHelp' : 'desk.orders.empty.noneAsk')}
      </EmptyState>
    );
  }
  if (narrowing.length === 0 && tab === 'attention') {
    return (
      <EmptyState
        icon={TaskAltOutlined}
        title={translate('desk.orders.empty.attention')}
        action={
          <Button onClick={() => setFilters({ ...withTab(filterValues, 'all') })}>
            {translate('desk.orders.empty.showAll')}
          </Button>
        }
      >
        {translate('desk.orders.empty.attentionHelp')}
      </EmptyState>
    );
  }
  const [first] = narrowing;
  return (
    <EmptyState
      icon={FilterAltOffOutlined}
      title={translate('desk.orders.empty.filtered')}
      action={
        first ? (
          <Button variant="outlined" onClick={() => setFilters({ ...TAB_FILTERS[tab ?? 'all'] })}>
            {translate('desk.orders.clearFilters')}
          </Button>
        ) : (
          <Button variant="outlined" onClick={() => setFilters({ ...withTab(filterValues, 'all') })}>
            {translate('desk.orders.empty.showAll')}
          </Button>
        )
      }
    >
      {first
        ? translate('desk.orders.empty.dropOne', {
            names: narrowing.map((name) => translate(`resources.orders.fields.${name}`)).join(', '),
          })
        : null}
    </EmptyState>
  );
}
