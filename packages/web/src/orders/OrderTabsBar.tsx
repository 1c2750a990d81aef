import { Box, Tab, Tabs } from '@mui/material';
import { useEffect } from 'react';
import { useListContext, useLocaleState, useStore, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { ORDER_TABS, type OrderTab, sortOf, tabOf, withTab } from './order-tabs.ts';
import { type TabCount, useTabCounts } from './useTabCounts.ts';

/** The tabs over the list, each with its count under the other filters. */
export function OrderTabsBar() {
  const translate = useTranslate();
  const { filterValues, setFilters, sort, setSort } = useListContext();
  const current = tabOf(filterValues);
  const counts = useTabCounts(filterValues);
  const go = (tab: OrderTab) => {
    setFilters({ ...withTab(filterValues, tab) });
    const usual = sortOf(current);
    // An order that somebody asked for stays.
    if (sort.field === usual.field && sort.order === usual.order) setSort({ ...sortOf(tab) });
  };
  return (
    <Box sx={{ borderBottom: 1, borderColor: 'divider', mb: 1 }}>
      <Tabs
        value={current ?? false}
        onChange={(_event, tab: OrderTab) => go(tab)}
        variant="scrollable"
        scrollButtons="auto"
        // Also while there is nothing to scroll to on its side: tabs would move as it comes and goes.
        sx={{ '& .MuiTabs-scrollButtons': { width: 24 } }}
        aria-label={translate('desk.orders.tabs')}
      >
        {ORDER_TABS.map((tab) => (
          <Tab
            key={tab}
            value={tab}
            label={
              <span>
                {translate(`desk.orders.tab.${tab}`)} <Count tab={tab} count={counts[tab]} />
              </span>
            }
          />
        ))}
      </Tabs>
    </Box>
  );
}

/** A count, once it is known: an empty place instead of a zero that is none. */
function Count({ tab, count }: { tab: OrderTab; count: TabCount | undefined }) {
  const [locale = 'en'] = useLocaleState();
  const text = count === undefined ? '' : countText(count.count, locale, count.capped);
  const width = useWidestOf(tab, text.length);
  return (
    <Box
      component="span"
      sx={{
        color: 'text.secondary',
        fontWeight: 500,
        ml: 0.5,
        display: 'inline-block',
        minWidth: `${width}ch`,
        textAlign: 'left',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {text}
    </Box>
  );
}

/** The room for a tab's count, in characters: that of its longest so far, lest tabs move under the hand when counts come. */
function useWidestOf(tab: OrderTab, length: number): number {
  const [widest, setWidest] = useStore(`orders.countWidth.${tab}`, 1);
  useEffect(() => {
    if (length > widest) setWidest(length);
  }, [length, widest, setWidest]);
  return Math.max(widest, length);
}
