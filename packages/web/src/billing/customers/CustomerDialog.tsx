import { customerInput, VAT_TREATMENTS } from '@srs-desk/shared/billing/customer-fields.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { choicesOf } from '../../kit/form/choices-of.ts';
import { RecordDialog } from '../../kit/form/RecordDialog.tsx';
import { resolverOf } from '../../kit/form/resolver-of.ts';

const resolver = resolverOf(customerInput.omit({ externalId: true }));

/** Writes whose an External ID is. */
export function CustomerDialog({ externalId, onClose }: { externalId: string; onClose(): void }) {
  const translate = useTranslate();
  return (
    <RecordDialog
      resource="customers"
      id={externalId}
      title={translate('desk.customers.changeOne', { externalId })}
      saved="desk.customers.saved"
      resolver={resolver}
      onClose={onClose}
    >
      <TextInput source="name" label="desk.customers.name" />
      <TextInput source="debtorNumber" label="desk.customers.debtorNumber" />
      <TextInput source="address" label="desk.customers.address" multiline minRows={3} />
      <SelectInput
        source="language"
        label="desk.customers.language.label"
        choices={choicesOf(['en', 'de'], 'desk.customers.language')}
        emptyText="desk.customers.language.none"
      />
      <TextInput source="costCentre" label="desk.customers.costCentre" />
      <SelectInput
        source="vat"
        label="desk.customers.vat.label"
        choices={choicesOf(VAT_TREATMENTS, 'desk.customers.vat')}
        isRequired
      />
    </RecordDialog>
  );
}
