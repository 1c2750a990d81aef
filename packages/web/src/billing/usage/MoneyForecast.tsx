import { Box } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { moneyText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';

/** Where revenue and cost of the current month will probably end, over everything or one customer; nothing while nobody knows. */
export function MoneyForecast({ externalId }: { externalId: string | null }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data } = useRead('usage', 'marginForecast', externalId === null ? {} : { externalId });
  if (data === undefined || data.revenue.length + data.cost.length === 0) return null;
  const month = periodText(data.period, locale);
  const rows = (['revenue', 'cost'] as const).flatMap((of) =>
    data[of].map(({ currency, expected, low, high }) => {
      const money = (minor: number) => moneyText(minor, currency, locale);
      return { of, currency, expected: money(expected), low: money(low), high: money(high) };
    }),
  );
  return (
    <Box component="dl" sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1.5 }}>
      {rows.map(({ of, currency, expected, low, high }) => (
        <div key={`${of} ${currency}`}>
          <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
            {translate(`desk.margin.forecast.${of}`, { month })}
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            <Box component="i" sx={{ fontSize: '1.25rem', fontWeight: 650 }}>
              ≈ {expected}
            </Box>{' '}
            <Box component="span" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
              {translate('desk.billing.forecast.between', { low, high })}
            </Box>
          </Box>
        </div>
      ))}
    </Box>
  );
}
