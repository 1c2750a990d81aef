import { Box } from '@mui/material';
import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import type { Validity } from '@srs-desk/shared/billing/validity.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { CanAccess, DataTable, useListContext, useLocaleState, useTranslate } from 'react-admin';
import { deskNow } from '../../api/desk-clock.ts';
import { countText, moneyText } from '../../format/amounts.ts';
import { DeleteDialog } from '../../kit/form/DeleteDialog.tsx';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { accessTo } from '../../session/access.ts';
import { useBillingZone } from '../useBillingZone.ts';
import { PriceDialog } from './PriceDialog.tsx';
import { scopeText, validText, whoseText } from './price-texts.ts';

const Col = DataTable.Col<PriceRow>;

/** All prices, those of one scope together, the newest first. */
export function PriceRows() {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { data = [] } = useListContext<PriceRow>();
  const label = (key: string) => `desk.prices.${key}`;
  return (
    <Rows<PriceRow> label={translate('desk.prices.prices')} data={[...data].sort(byScope)}>
      <Col
        source="list"
        label={label('list.label')}
        render={({ list }) => translate(label(`list.${list}`))}
      />
      <HeadCol<PriceRow>
        source="group"
        label={label('whose.label')}
        render={(price) => <WhoseText price={price} />}
      />
      <Col source="method" label={label('method.label')} render={(price) => <ScopeText scope={price} />} />
      <Col source="validFrom" label={label('valid')} render={(price) => <ValidText validity={price} />} />
      <Col
        source="tiers"
        label={label('price')}
        align="right"
        render={(price) => <TierText price={price} />}
      />
      <Col
        source="minimumMinor"
        label={label('minimum')}
        align="right"
        render={({ minimumMinor, currency }) =>
          minimumMinor === 0 ? '–' : moneyText(minimumMinor, currency, locale)
        }
      />
      <Col
        source="baseMinor"
        label={label('base')}
        align="right"
        render={({ baseMinor, currency }) => (baseMinor === 0 ? '–' : moneyText(baseMinor, currency, locale))}
      />
      <Col
        source="changedAt"
        label={label('changed')}
        render={({ changedAt, changedBy }) => (
          <>
            <RelativeTime at={changedAt} /> · {changedBy}
          </>
        )}
      />
      <CanAccess {...accessTo('prices.write')}>
        <Col label={label('change')} render={(price) => <PriceActions price={price} />} />
      </CanAccess>
    </Rows>
  );
}

function PriceActions({ price }: { price: PriceRow }) {
  const translate = useTranslate();
  const { data = [] } = useListContext<PriceRow>();
  const text = (key: string) => translate(`desk.prices.${key}`);
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      {(['replace', 'change'] as const).map((kind) => (
        <DialogButton key={kind} label={text(kind)}>
          {(close) => <PriceDialog task={{ kind, price }} prices={data} onClose={close} />}
        </DialogButton>
      ))}
      <DialogButton label={text('remove')}>
        {(close) => (
          <DeleteDialog
            resource="prices"
            record={price}
            title={text('remove')}
            confirmLabel={text('remove')}
            onClose={close}
          >
            {text('removeAsk')}
          </DeleteDialog>
        )}
      </DialogButton>
    </Box>
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
export function ValidText({ validity }: { validity: Validity }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const today = calendarOf(useBillingZone()).dayOf(deskNow());
  const { validFrom, validTo } = validity;
  const state = validFrom > today ? 'future' : validTo !== null && validTo <= today ? 'past' : 'now';
  return (
    <>
      <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
        {validText(validity, locale, translate)}
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
