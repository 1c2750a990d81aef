import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Box, Button, IconButton } from '@mui/material';
import { useState } from 'react';
import { type Identifier, useListContext, useLocaleState, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import type { ListMeta } from '../dataProvider.ts';
import { countText } from '../format/amounts.ts';

/**
 * What can be done with marked rows. All orders of a filter are meant by their filter, not by a list of ids, so that
 * the plan may hold more than a page can; `pageOnly` where the list's filter is none of orders.
 */
export function SelectionBar({ pageOnly = false }: { pageOnly?: boolean }) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [locale = 'en'] = useLocaleState();
  const list = useListContext();
  const { selectedIds = [], onUnselectItems, filterValues, total = 0, isPlaceholderData, meta, data } = list;
  // The marks that were said to stand for all of the filter: any others stand for themselves.
  const [allOf, setAllOf] = useState<readonly Identifier[] | null>(null);
  const all = allOf === selectedIds;
  if (selectedIds.length === 0) return <span />;
  const capped = (meta as ListMeta | undefined)?.capped ?? false;
  const totalText = countText(total, locale, capped);
  const hasFilter = Object.keys(filterValues).length > 0;
  const wholePage = selectedIds.length >= (data?.length ?? 0);
  const hasMore = !isPlaceholderData && total > selectedIds.length;
  const plan = () => {
    const state = all ? { filter: filterValues } : { refIds: selectedIds.map(String) };
    void navigate('/cancellations/create', { state });
  };
  return (
    <Box
      role="region"
      aria-label={translate('desk.orders.selection.label')}
      sx={(theme) => ({
        position: 'sticky',
        top: 0,
        zIndex: 2,
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 1.5,
        px: 1.5,
        py: 0.75,
        mb: 0.5,
        borderRadius: 1,
        backgroundColor: theme.desk.accentSoft,
      })}
    >
      <IconButton size="small" aria-label={translate('ra.action.unselect')} onClick={() => onUnselectItems()}>
        <CloseOutlined fontSize="small" />
      </IconButton>
      <span>
        {all
          ? translate('desk.orders.selection.all', { total: totalText })
          : translate('desk.orders.selection.some', { smart_count: selectedIds.length })}
      </span>
      {!pageOnly && !all && wholePage && hasFilter && hasMore ? (
        <Button onClick={() => setAllOf(selectedIds)}>
          {translate('desk.orders.selection.takeAll', { total: totalText })}
        </Button>
      ) : null}
      <Button variant="contained" sx={{ ml: 'auto' }} onClick={plan}>
        {translate('desk.orders.selection.plan')}
      </Button>
    </Box>
  );
}
