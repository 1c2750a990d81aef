import { Box } from '@mui/material';
import type { UsageRow } from '@srs-desk/shared/billing/wire.ts';
import type { ReactNode } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText, shareText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { Amounts, amountsOf, type CurrencyAmount, rowAdjustments } from '../Amounts.tsx';
import { ChangeText } from './ChangeText.tsx';
import type { UsageView } from './usage-address.ts';
import { failureShare } from './usage-bars.ts';
import type { UsageData } from './useUsagePage.ts';

function sumAmounts(list: readonly CurrencyAmount[]): CurrencyAmount[] {
  const sums = new Map<string, number>();
  for (const { currency, amount } of list) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  return [...sums].map(([currency, amount]) => ({ currency, amount }));
}

/** Sums of rows that do not overlap. */
export function sumRows(rows: readonly UsageRow[]) {
  const sum = { placed: 0, error: 0, pending: 0, billable: 0, unpriced: 0 };
  for (const row of rows) {
    for (const key of ['placed', 'error', 'pending', 'billable', 'unpriced'] as const) sum[key] += row[key];
  }
  const adjustments = sumAmounts(rows.flatMap(rowAdjustments)).filter(({ amount }) => amount !== 0);
  return { ...sum, amounts: sumAmounts(rows.flatMap(amountsOf)), adjustments };
}

/** The span in a few figures, the last month against the one before, and where the running month will probably end. */
export function UsageFigures({ view, data }: { view: UsageView; data: UsageData }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.billing.figure.${key}`);
  const sum = sumRows(data.totals.data ?? []);
  const share = failureShare(sum);
  const placedIn = (rows: readonly UsageRow[] = []) =>
    sumRows(rows.filter((row) => view.externalId === null || (row.externalId ?? '') === view.externalId))
      .placed;
  const forecast = data.forecast?.placed;
  return (
    <Box component="dl" sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1.5 }}>
      <Figure name={translate('desk.words.usage.placed')}>{countText(sum.placed, locale)}</Figure>
      <Figure name={translate('desk.words.usage.billable')}>{countText(sum.billable, locale)}</Figure>
      <Figure name={text('amount')}>
        <Amounts amounts={sum.amounts} />
      </Figure>
      {sum.adjustments.length > 0 ? (
        <Figure name={translate('desk.periods.adjustment')}>
          <Amounts amounts={sum.adjustments} />
        </Figure>
      ) : null}
      <Figure name={text('failures')}>{share === null ? '–' : shareText(share, locale)}</Figure>
      {data.recent.data && data.compared ? (
        <Figure name={translate('desk.billing.figure.lastMonth', { month: periodText(view.to, locale) })}>
          {countText(placedIn(data.recent.data), locale)}{' '}
          <Small>
            <ChangeText now={placedIn(data.recent.data)} before={placedIn(data.compared)} />{' '}
            {translate('desk.billing.figure.toMonth', { month: periodText(data.against, locale, true) })}
          </Small>
        </Figure>
      ) : null}
      {forecast && data.forecast ? (
        <Figure
          name={translate('desk.billing.forecast.title', { month: periodText(data.forecast.period, locale) })}
        >
          <i>≈ {countText(forecast.expected, locale)}</i>{' '}
          <Small>
            {translate('desk.billing.forecast.between', {
              low: countText(forecast.low, locale),
              high: countText(forecast.high, locale),
            })}
          </Small>
        </Figure>
      ) : null}
    </Box>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {name}
      </Box>
      <Box component="dd" sx={{ m: 0, fontSize: '1.25rem', fontWeight: 650 }}>
        {children}
      </Box>
    </div>
  );
}

function Small({ children }: { children: ReactNode }) {
  return (
    <Box component="span" sx={{ fontSize: '0.8125rem', fontWeight: 400, color: 'text.secondary' }}>
      {children}
    </Box>
  );
}
