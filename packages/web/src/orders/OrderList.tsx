import { Box, Typography, useMediaQuery, useTheme } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { useEffect } from 'react';
import { ListBase, Pagination, parseQueryFromLocation, useListContext, useTranslate } from 'react-admin';
import { useLocation, useNavigate } from 'react-router';
import type { ListMeta } from '../dataProvider.ts';
import { LoadAhead } from '../kit/LoadAhead.tsx';
import { ListStates } from '../kit/list/ListStates.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { useRowKeys } from '../kit/useRowKeys.ts';
import { isDeepPage } from './deep-page.ts';
import { EmptyOrders } from './EmptyOrders.tsx';
import { OrderCards } from './OrderCards.tsx';
import { OrderFilters } from './OrderFilters.tsx';
import { OrderListActions } from './OrderListActions.tsx';
import { OrderSidePanel } from './OrderSidePanel.tsx';
import { OrderTable } from './OrderTable.tsx';
import { OrderTabsBar } from './OrderTabsBar.tsx';
import { OrderPage } from './order-page.ts';
import { sortOf, TAB_FILTERS, tabOf } from './order-tabs.ts';
import { rememberQueue } from './queue-memory.ts';
import { usePreview } from './usePreview.ts';

/** Orders: which one, and whose turn is it? Begins with what needs attention. */
export default function OrderList() {
  const { search } = useLocation();
  const { filter = TAB_FILTERS.attention } = parseQueryFromLocation({ search });
  return (
    <ListBase<OrderRow>
      resource="orders"
      sort={sortOf(tabOf(filter))}
      perPage={25}
      filterDefaultValues={TAB_FILTERS.attention}
      disableAuthentication
    >
      <OrderListBody />
    </ListBase>
  );
}

function OrderListBody() {
  const translate = useTranslate();
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const wide = useMediaQuery(theme.breakpoints.up('lg'));
  const navigate = useNavigate();
  const list = useListContext<OrderRow>();
  const [previewed, preview] = usePreview();
  useRememberedQueue();
  const ids = list.data?.map((row) => row.refId) ?? [];
  const open = (refId: string) => void navigate(`/orders/${refId}`);
  const marked = useRowKeys({
    ids,
    onOpen: open,
    onPreview: wide ? (id) => preview(id === previewed ? null : id) : undefined,
  });
  const showPanel = wide && previewed !== null;
  return (
    <>
      <PageTitle title={translate('desk.orders.title')} actions={<OrderListActions columns={!narrow} />} />
      <OrderTabsBar />
      <OrderFilters folded={narrow} />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: showPanel ? 'minmax(0, 1fr) 400px' : 'minmax(0, 1fr)',
          gap: 2,
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          <ListStates empty={<EmptyOrders />}>
            {narrow ? (
              <OrderCards />
            ) : (
              <OrderTable marked={marked} previewed={previewed} onRow={wide ? preview : open} />
            )}
            <Pagination rowsPerPageOptions={[25, 50, 100]} />
            <DeepPageNote />
            <LoadAhead load={OrderPage.ahead} />
          </ListStates>
        </Box>
        {showPanel ? <OrderSidePanel refId={previewed} onClose={() => preview(null)} /> : null}
      </Box>
    </>
  );
}

/** That this page was slow to jump to, and what is quick. */
function DeepPageNote() {
  const translate = useTranslate();
  return isDeepPage(useListContext<OrderRow>()) ? (
    <Typography variant="body2" color="text.secondary">
      {translate('desk.orders.deepPage')}
    </Typography>
  ) : null;
}

function useRememberedQueue(): void {
  const { data, page, perPage, total, filterValues, sort, meta } = useListContext<OrderRow>();
  const { pathname, search, hash } = useLocation();
  useEffect(() => {
    if (!data) return;
    const ids = data.map((row) => row.refId);
    rememberQueue({
      ids,
      offset: (page - 1) * perPage,
      total: total ?? ids.length,
      capped: (meta as ListMeta | undefined)?.capped ?? false,
      filter: filterValues as Record<string, unknown>,
      sort: { field: sort.field, order: sort.order },
      backTo: `${pathname}${search}${hash}`,
    });
  });
}
