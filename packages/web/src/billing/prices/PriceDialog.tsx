import { Alert, Box } from '@mui/material';
import { PRICE_LISTS } from '@srs-desk/shared/billing/billable.ts';
import { calendarOf } from '@srs-desk/shared/billing/periods.ts';
import type { Price } from '@srs-desk/shared/billing/price-list.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { deskNow } from '../../api/desk-clock.ts';
import { useVerb } from '../../api/use-verb.ts';
import { choicesOf } from '../../kit/form/choices-of.ts';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { resolverBy } from '../../kit/form/resolver-of.ts';
import { useBillingZone } from '../useBillingZone.ts';
import { draftOf, readDraft, refusedField, sameScope, WHOSE } from './price-draft.ts';
import { asText, MethodInput, ValidityInputs } from './ScopeInputs.tsx';
import { TierInputs } from './TierInputs.tsx';
import { useAtField } from './useAtField.ts';

/** What the dialog is for: a new price, a change of one, or one that takes over from another. */
type PriceTask = { kind: 'add' } | { kind: 'change' | 'replace'; price: PriceRow };

interface PriceDialogProps {
  task: PriceTask;
  prices: readonly PriceRow[];
  onClose(): void;
}

/** The other prices of the scope as they would stand beside `price`, for saying what does not fit. */
function neighbours(task: PriceTask, price: Price, prices: readonly PriceRow[]): Price[] {
  return prices
    .filter((each) => sameScope(each, price) && !(task.kind === 'change' && each.id === task.price.id))
    .map((each) =>
      task.kind === 'replace' && each.id === task.price.id ? { ...each, validTo: price.validFrom } : each,
    );
}

function useSavePrice(task: PriceTask, onSuccess: () => void) {
  const options = { touches: ['prices', 'usage'], onSuccess };
  const add = useVerb('addPrice', options);
  const change = useVerb('changePrice', options);
  const replace = useVerb('replacePrice', options);
  return (price: Price) => {
    if (task.kind === 'add') return add.mutateAsync(price);
    const verb = task.kind === 'change' ? change : replace;
    return verb.mutateAsync({ ...price, id: task.price.id });
  };
}

/** Adds, changes or replaces a price; what the server refuses stands at the field it is about. */
export function PriceDialog({ task, prices, onClose }: PriceDialogProps) {
  const translate = useTranslate();
  const save = useSavePrice(task, onClose);
  const atField = useAtField();
  const today = calendarOf(useBillingZone()).dayOf(deskNow());
  const start = draftOf(task.kind === 'add' ? null : task.price, today);
  const submit = async (price: Price) => {
    const others = neighbours(task, price, prices);
    await save(price).catch(atField(refusedField(price), [...others, price]));
  };
  const fixed = task.kind === 'replace';
  return (
    <FormDialog
      title={translate(`desk.prices.${task.kind}`)}
      resolver={resolverBy(readDraft)}
      defaultValues={fixed ? { ...start, validFrom: '' } : start}
      maxWidth="sm"
      onSubmit={(price) => submit(price as Price)}
      onClose={onClose}
    >
      {fixed ? <Alert severity="info">{translate('desk.prices.replaceHelp')}</Alert> : null}
      <WhoseInputs disabled={fixed} />
      <MethodInput disabled={fixed} />
      <ValidityInputs />
      <TierInputs />
    </FormDialog>
  );
}

function WhoseInputs({ disabled }: { disabled: boolean }) {
  const whose: string = useWatch({ name: 'whose' });
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' } }}>
      <SelectInput
        source="list"
        label="desk.prices.list.label"
        choices={choicesOf(PRICE_LISTS, 'desk.prices.list')}
        disabled={disabled}
        isRequired
      />
      <SelectInput
        source="whose"
        label="desk.prices.whose.label"
        choices={choicesOf(WHOSE, 'desk.prices.whose')}
        disabled={disabled}
        isRequired
      />
      {whose === 'everyone' ? null : (
        <TextInput
          source="name"
          label={whose === 'group' ? 'desk.prices.group' : 'External ID'}
          parse={asText}
          disabled={disabled}
          required
        />
      )}
    </Box>
  );
}
