import { Box } from '@mui/material';
import { DISPOSITIONS, MATCH_CLASSES } from '@srs-desk/shared/billing/invoice-line.ts';
import type { InvoiceDetail, InvoiceLineRow } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import {
  FilterLiveForm,
  ListBase,
  SelectInput,
  useCanAccess,
  useListContext,
  useTranslate,
} from 'react-admin';
import { choicesOf } from '../../kit/form/choices-of.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { OldAddress } from '../../kit/list/OldAddress.tsx';
import { useRecord } from '../../kit/list/use-record.ts';
import { Section } from '../../kit/Section.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { accessTo } from '../../session/access.ts';
import { LineRows } from './LineRows.tsx';
import { SettleDialog } from './SettleDialog.tsx';

const IN_ORDER = { field: 'id', order: 'ASC' } as const;
const OLD_NAMES = { class: 'class', disposition: 'disposition', refId: 'ourRefId' };

/** The lines by class and disposition, to settle one by one, several, or a whole class. */
export function InvoiceLines() {
  const translate = useTranslate();
  const invoice = useRecord<InvoiceDetail>();
  // What needs work comes first: without a choice, the first class that has lines to settle.
  const [first] = useState(() => invoice.classes.find(({ open }) => open > 0)?.class);
  return (
    <OldAddress filters={OLD_NAMES}>
      <ListBase<InvoiceLineRow>
        resource={`invoices/${invoice.id}/lines`}
        sort={IN_ORDER}
        perPage={50}
        filterDefaultValues={first === undefined ? {} : { class: first }}
        storeKey={false}
        disableAuthentication
      >
        <Section title={translate('desk.invoices.lineTable')}>
          <LineFilters />
          <ListStates empty={<EmptyState title={translate('desk.invoices.linesNone')} />}>
            <LineRows />
            <Pages />
          </ListStates>
        </Section>
      </ListBase>
    </OldAddress>
  );
}

function LineFilters() {
  const translate = useTranslate();
  const shown = { slotProps: { select: { displayEmpty: true }, inputLabel: { shrink: true } } };
  return (
    <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', alignItems: 'center', mb: 1.5 }}>
      <FilterLiveForm debounce={false}>
        <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap' }}>
          <SelectInput
            source="class"
            label="desk.invoices.class"
            choices={choicesOf(MATCH_CLASSES, 'desk.words.invoiceClass')}
            emptyText={translate('desk.invoices.all')}
            sx={{ width: 220 }}
            {...shown}
          />
          <SelectInput
            source="disposition"
            label="desk.invoices.decision"
            choices={choicesOf(DISPOSITIONS, 'desk.words.decision')}
            emptyText={translate('desk.invoices.all')}
            sx={{ width: 220 }}
            {...shown}
          />
        </Box>
      </FilterLiveForm>
      <SettleMany />
    </Box>
  );
}

/** The ways to decide about the marked lines, and about all of the class on screen. */
function SettleMany() {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('invoices.write'));
  const { id, classes } = useRecord<InvoiceDetail>();
  const { selectedIds = [], onUnselectItems, filterValues } = useListContext<InvoiceLineRow>();
  const total = classes.find((each) => each.class === filterValues.class);
  if (!mayWrite) return null;
  return (
    <>
      {selectedIds.length > 0 ? (
        <DialogButton
          variant="contained"
          label={translate('desk.invoices.settleSelected', { count: selectedIds.length })}
        >
          {(close) => (
            <SettleDialog
              invoiceId={id}
              settling={{ positions: selectedIds }}
              onClose={close}
              onDone={onUnselectItems}
            />
          )}
        </DialogButton>
      ) : null}
      {total && total.count > 0 && total.class !== 'matched' ? (
        <DialogButton variant="outlined" label={translate('desk.invoices.settleClass')}>
          {(close) => (
            <SettleDialog invoiceId={id} settling={{ total }} onClose={close} onDone={onUnselectItems} />
          )}
        </DialogButton>
      ) : null}
    </>
  );
}
