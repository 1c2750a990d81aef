import { Box, useMediaQuery, useTheme } from '@mui/material';
import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { useEffect } from 'react';
import { ListBase, Pagination, useListContext, useTranslate } from 'react-admin';
import { useLocation, useNavigate } from 'react-router';
import type { ListMeta } from '../dataProvider.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { useRowKeys } from '../kit/useRowKeys.ts';
import { useLive } from '../live/useLive.ts';
import { OrderCards } from './OrderCards.tsx';
import { OrderFilters } from './OrderFilters.tsx';
import { OrderListActions } from './OrderListActions.tsx';
import { OrderListStates } from './OrderListStates.tsx';
import { OrderSidePanel } from './OrderSidePanel.tsx';
import { OrderTable } from './OrderTable.tsx';
import { OrderTabsBar } from './OrderTabsBar.tsx';
import { TAB_FILTERS } from './order-tabs.ts';
import { rememberQueue } from './queue-memory.ts';

const NEWEST_FIRST = { field: 'updatedAt', order: 'DESC' } as const;

/** Orders: which one, and whose turn is it? Begins with what needs attention. */
export default function OrderListPage() {
  return (
    <ListBase<OrderRow>
      resource="orders"
      sort={NEWEST_FIRST}
      perPage={25}
      filterDefaultValues={TAB_FILTERS.attention}
      disableAuthentication
    >
      <OrderListBody />
    </ListBase>
  );
}

/** The order shown at the side: in the address after `#`, so that it can be linked and is sent to no server. */
export function usePreview(): [string | null, (refId: string | null) => void] {
  const { hash, search, pathname } = useLocation();
  const navigate = useNavigate();
  const refId = hash.length > 1 ? decodeURIComponent(hash.slice(1)) : null;
  const preview = (next: string | null) =>
    void navigate(
      { pathname, search, hash: next === null ? '' : `#${encodeURIComponent(next)}` },
      { replace: true },
    );
  return [refId, preview];
}

function OrderListBody() {
  const translate = useTranslate();
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('sm'));
  const wide = useMediaQuery(theme.breakpoints.up('lg'));
  const navigate = useNavigate();
  const list = useListContext<OrderRow>();
  const [previewed, preview] = usePreview();
  useLive(['orders'], () => void list.refetch());
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
      <PageTitle title={translate('desk.orders.title')} actions={<OrderListActions />} />
      <OrderTabsBar />
      <OrderFilters />
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: showPanel ? 'minmax(0, 1fr) 400px' : 'minmax(0, 1fr)',
          gap: 2,
        }}
      >
        <Box sx={{ minWidth: 0 }}>
          <OrderListStates>
            {narrow ? (
              <OrderCards />
            ) : (
              <OrderTable marked={marked} previewed={previewed} onRow={wide ? preview : open} />
            )}
            <Pagination rowsPerPageOptions={[25, 50, 100]} />
          </OrderListStates>
        </Box>
        {showPanel ? <OrderSidePanel refId={previewed} onClose={() => preview(null)} /> : null}
      </Box>
    </>
  );
}

function useRememberedQueue(): void {
  const { data, page, perPage, total, filterValues, sort, meta } = useListContext<OrderRow>();
  const { pathname, search } = useLocation();
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
      backTo: `${pathname}${search}`,
    });
  });
}
