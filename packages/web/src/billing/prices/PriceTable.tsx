import { Box, Button } from '@mui/material';
import type { Validity } from '@srs-desk/shared/billing/validity.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText, moneyText } from '../../format/amounts.ts';
import { dayText } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import type { PriceTask } from './PriceDialog.tsx';
import { scopeText, whoseText } from './price-texts.ts';

interface PriceTableProps {
  prices: readonly PriceRow[];
  onTask?(task: PriceTask): void;
  onRemove?(price: PriceRow): void;
}

/** All prices, those of one scope together, the newest first. */
export function PriceTable({ prices, onTask, onRemove }: PriceTableProps) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.prices.${key}`);
  const columns: GridColumn<PriceRow>[] = [
    { key: 'list', title: text('list.label'), cell: ({ list }) => text(`list.${list}`) },
    { key: 'whose', title: text('whose.label'), heading: true, cell: (price) => <WhoseText price={price} /> },
    { key: 'method', title: text('method.label'), cell: (price) => <ScopeText scope={price} /> },
    { key: 'valid', title: text('valid'), cell: (price) => <ValidText validity={price} /> },
    { key: 'price', title: text('price'), right: true, cell: (price) => <TierText price={price} /> },
    {
      key: 'minimum',
      title: text('minimum'),
      right: true,
      cell: ({ minimumMinor, currency }) =>
        minimumMinor === 0 ? '–' : moneyText(minimumMinor, currency, locale),
    },
    {
      key: 'changed',
      title: text('changed'),
      cell: ({ changedAt, changedBy }) => (
        <>
          <RelativeTime at={changedAt} /> · {changedBy}
        </>
      ),
    },
  ];
  if (onTask && onRemove) {
    columns.push({
      key: 'actions',
      title: translate('desk.prices.change'),
      cell: (price) => (
        <Box sx={{ display: 'flex', gap: 0.5 }}>
          <Button onClick={() => onTask({ kind: 'replace', price })}>{text('replace')}</Button>
          <Button onClick={() => onTask({ kind: 'change', price })}>{text('change')}</Button>
          <Button onClick={() => onRemove(price)}>{text('remove')}</Button>
        </Box>
      ),
    });
  }
  return (
    <DataGrid
      label={text('prices')}
      columns={columns}
      rows={[...prices].sort(byScope)}
      keyOf={(price) => price.id}
    />
  );
}

function byScope(a: PriceRow, b: PriceRow): number {
  const key = ({ list, externalId, group, issuer, method }: PriceRow) =>
    [list, externalId ?? '', group ?? '', issuer ?? '', method ?? ''].join('\u0000');
  return key(a).localeCompare(key(b)) || b.validFrom.localeCompare(a.validFrom);
}

function WhoseText({ price }: { price: PriceRow }) {
  return whoseText(price, useTranslate());
}

/** For which method a price or a rule holds. */
export function ScopeText({ scope }: { scope: { issuer: string | null; method: string | null } }) {
  return scopeText(scope, useTranslate());
}

/** From when until when, and whether that is now. */
export function ValidText({ validity: { validFrom, validTo } }: { validity: Validity }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const today = new Date().toISOString().slice(0, 10);
  const state = validFrom > today ? 'future' : validTo !== null && validTo <= today ? 'past' : 'now';
  return (
    <>
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {dayText(validFrom, locale)} –{' '}
        {validTo === null ? translate('desk.prices.open') : dayText(validTo, locale)}
      </Box>
      <Box component="span" sx={{ display: 'block', fontSize: '0.75rem', color: 'text.secondary' }}>
        {translate(`desk.prices.${state}`)}
      </Box>
    </>
  );
}

function TierText({ price: { tiers, currency } }: { price: PriceRow }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return tiers.map(({ upTo, unitMinor }) => (
    <Box component="span" key={upTo ?? 'rest'} sx={{ display: 'block' }}>
      {tiers.length === 1
        ? ''
        : `${
            upTo === null
              ? translate('desk.prices.tierRest')
              : translate('desk.prices.tierTo', { n: countText(upTo, locale) })
          } `}
      {moneyText(unitMinor, currency, locale)}
    </Box>
  ));
}
