import { Box } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText, moneyText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx';
import { useClosedMonthsQuestion } from './closed-months-hold.ts';

/** Says what a change would do to closed months, before it is saved. */
export default function ClosedMonthsDialog() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const question = useClosedMonthsQuestion();
  if (question === null) return null;
  const { months, from, to, customers, amounts } = question.effect;
  const text = (key: string) => translate(`desk.prices.closed.${key}`);
  return (
    <ConfirmDialog
      title={text('title')}
      confirmLabel={text('save')}
      busy={false}
      onConfirm={() => question.settle(true)}
      onClose={() => question.settle(false)}
    >
      <Box>
        {translate('desk.prices.closed.reach', { smart_count: months, months: countText(months, locale) })}{' '}
        {from === to ? periodText(from, locale) : `${periodText(from, locale)} – ${periodText(to, locale)}`} ·{' '}
        {translate('desk.prices.closed.customers', {
          smart_count: customers,
          customers: countText(customers, locale),
        })}
      </Box>
      {amounts.map(({ currency, chargedMinor, creditedMinor }) => (
        <Box key={currency} component="dl" sx={figures}>
          <dt>{text('charged')}</dt>
          <dd>{moneyText(chargedMinor, currency, locale)}</dd>
          <dt>{text('credited')}</dt>
          <dd>{moneyText(creditedMinor, currency, locale)}</dd>
        </Box>
      ))}
      <Box sx={{ color: 'text.secondary' }}>{text('how')}</Box>
    </ConfirmDialog>
  );
}

const figures = {
  m: 0,
  display: 'grid',
  gridTemplateColumns: '1fr auto',
  gap: 0.5,
  '& dd': { m: 0, textAlign: 'right', fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
} as const;
