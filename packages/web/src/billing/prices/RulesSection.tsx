import { Box } from '@mui/material';
import type { RuleRow } from '@srs-desk/shared/billing/wire.ts';
import { CanAccess, DataTable, ListBase, useCanAccess, useListContext, useTranslate } from 'react-admin';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { RemoveButton } from '../../kit/form/RemoveButton.tsx';
import { ListStates } from '../../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Section } from '../../kit/Section.tsx';
import { accessTo } from '../../session/access.ts';
import { SectionHelp } from '../SectionHelp.tsx';
import { ScopeText, ValidText } from './PriceRows.tsx';
import { RuleDialog } from './RuleDialog.tsx';

const Col = DataTable.Col<RuleRow>;

/** Which event makes the orders of a method billable, and from when. */
export function RulesSection() {
  return (
    <ListBase<RuleRow> resource="billable-rules" perPage={1000} disableSyncWithLocation disableAuthentication>
      <Rules />
    </ListBase>
  );
}

function Rules() {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('prices.write'));
  const { data = [] } = useListContext<RuleRow>();
  const text = (key: string) => translate(`desk.prices.${key}`);
  const add = mayWrite ? (
    <DialogButton variant="outlined" label={text('addRule')}>
      {(close) => <RuleDialog rules={data} onClose={close} />}
    </DialogButton>
  ) : null;
  return (
    <Section title={text('rules')} actions={add}>
      <ListStates empty={<SectionHelp>{text('rulesNone')}</SectionHelp>}>
        <SectionHelp>{text('rulesHelp')}</SectionHelp>
        <RuleRows />
      </ListStates>
    </Section>
  );
}

function RuleRows() {
  const translate = useTranslate();
  const label = (key: string) => `desk.prices.${key}`;
  return (
    <Rows<RuleRow> label={translate('desk.prices.rules')}>
      <HeadCol<RuleRow>
        source="method"
        label={label('method.label')}
        render={(rule) => <ScopeText scope={rule} />}
      />
      <Col
        source="list"
        label={label('list.label')}
        render={({ list }) => translate(label(`list.${list}`))}
      />
      <Col
        source="event"
        label={label('event')}
        render={({ event }) => translate(`desk.words.billingEvent.${event}`)}
      />
      <Col
        source="failedBillable"
        label={label('failed')}
        render={({ failedBillable }) => translate(label(failedBillable ? 'yes' : 'no'))}
      />
      <Col source="validFrom" label={label('valid')} render={(rule) => <ValidText validity={rule} />} />
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
        <Col label={label('change')} render={(rule) => <RuleActions rule={rule} />} />
      </CanAccess>
    </Rows>
  );
}

function RuleActions({ rule }: { rule: RuleRow }) {
  const translate = useTranslate();
  const { data = [] } = useListContext<RuleRow>();
  const { id: _, changedAt: _at, changedBy: _by, ...again } = rule;
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      <DialogButton label={translate('desk.prices.change')}>
        {(close) => <RuleDialog rule={rule} rules={data} onClose={close} />}
      </DialogButton>
      <RemoveButton
        resource="billable-rules"
        record={rule}
        again={again}
        label={translate('desk.prices.remove')}
        touches={['usage']}
      />
    </Box>
  );
}
