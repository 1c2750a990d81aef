import { Alert, Box } from '@mui/material';
import type { StatementView } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText, moneyText } from '../../format/amounts.ts';
import { periodText } from '../../format/periods.ts';
import { DataGrid } from '../../kit/DataGrid.tsx';
import { Section } from '../../kit/Section.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { LogoImage } from './LogoImage.tsx';
import { useAdjustmentColumns, useLineColumns, useOrderColumns } from './statement-columns.tsx';

/** Orders shown before the download; the files hold all of them. */
const FIRST_ORDERS = 100;

/** The statement as its files will show it. */
export function StatementPreview({ statement }: { statement: StatementView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.statements.${key}`);
  const name = statement.externalId ?? translate('desk.billing.none');
  const title = translate('desk.statements.preview', {
    externalId: name,
    month: periodText(statement.period, locale),
  });
  const nothing =
    statement.lines.length === 0 && statement.adjustments.length === 0 && statement.orders.length === 0;
  return (
    <Section surface title={title}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <StatementHead statement={statement} />
        {statement.closed ? <Alert severity="success">{text('closed')}</Alert> : null}
        {statement.provisional ? <Alert severity="info">{text('provisional')}</Alert> : null}
        {statement.unpriced > 0 ? (
          <Alert severity="warning">
            {translate('desk.statements.unpriced', { count: countText(statement.unpriced, locale) })}
          </Alert>
        ) : null}
        {statement.vatNote === null ? null : <div>{text(`vatNote.${statement.vatNote}`)}</div>}
        {nothing ? <EmptyState title={text('empty')} /> : <StatementBody statement={statement} />}
      </Box>
    </Section>
  );
}

/** Who issues it to whom, as its files say; nothing where nobody said it. */
function StatementHead({ statement }: { statement: StatementView }) {
  const translate = useTranslate();
  const { issuer, recipient, number } = statement;
  const from = [issuer.name, ...issuer.address, issuer.vatNumber].filter(Boolean);
  const logo =
    issuer.logo === null ? null : (
      <LogoImage hash={issuer.logo} name={translate('desk.statements.logo.title')} />
    );
  if (logo === null && from.length + recipient.length === 0 && number === null) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, justifyContent: 'space-between' }}>
      <Lines title={translate('desk.statements.issuer')} lines={from} />
      <Lines title={translate('desk.statements.recipient')} lines={recipient} />
      <Lines title={translate('desk.statements.number')} lines={number === null ? [] : [number]} />
      {logo}
    </Box>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>{title}</Box>
      <Box sx={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{lines.join('\n')}</Box>
    </Box>
  );
}

function StatementBody({ statement }: { statement: StatementView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const lines = useLineColumns();
  const adjustments = useAdjustmentColumns();
  const orders = useOrderColumns();
  const shown = statement.orders.slice(0, FIRST_ORDERS);
  return (
    <>
      <Totals totals={statement.totals} />
      <DataGrid
        label={translate('desk.statements.lines')}
        columns={lines}
        rows={statement.lines}
        keyOf={(line) => JSON.stringify(line)}
      />
      {statement.adjustments.length > 0 ? (
        <Section title={translate('desk.statements.adjustments')}>
          <DataGrid
            label={translate('desk.statements.adjustments')}
            columns={adjustments}
            rows={statement.adjustments}
            keyOf={(row) => JSON.stringify(row)}
          />
        </Section>
      ) : null}
      <Section
        title={translate('desk.statements.orders', { count: countText(statement.orders.length, locale) })}
      >
        <DataGrid
          label={translate('desk.statements.orders', { count: statement.orders.length })}
          columns={orders}
          rows={shown}
          keyOf={(order) => order.refId}
        />
        {shown.length < statement.orders.length ? (
          <Box sx={{ mt: 1, color: 'text.secondary' }}>
            {translate('desk.statements.firstOrders', {
              count: FIRST_ORDERS,
              all: countText(statement.orders.length, locale),
            })}
          </Box>
        ) : null}
      </Section>
    </>
  );
}

/** The figures of a total: with tax, rounding and what is to be paid, where tax is known. */
function partsOf(total: StatementView['totals'][number]): (readonly [string, number])[] {
  const { usageMinor, adjustmentsMinor, totalMinor, vatMinor, roundingMinor, grossMinor } = total;
  const net = [
    ['usage', usageMinor],
    ['adjustments', adjustmentsMinor],
  ] as const;
  if (vatMinor === null || grossMinor === null) return [...net, ['total', totalMinor]];
  const rounding =
    roundingMinor === 0 || roundingMinor === null ? [] : [['rounding', roundingMinor] as const];
  return [...net, ['net', totalMinor], ['vat', vatMinor], ...rounding, ['gross', grossMinor]];
}

function Totals({ totals }: { totals: StatementView['totals'] }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return totals.map((total) => (
    <Box
      key={total.currency}
      component="dl"
      sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1 }}
    >
      {partsOf(total).map(([name, minor]) => (
        <div key={name}>
          <Box component="dt" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
            {translate(`desk.statements.${name}`)}
          </Box>
          <Box
            component="dd"
            sx={{ m: 0, fontSize: '1.25rem', fontWeight: name === 'gross' || name === 'total' ? 700 : 500 }}
          >
            {moneyText(minor, total.currency, locale)}
          </Box>
        </div>
      ))}
    </Box>
  ));
}
