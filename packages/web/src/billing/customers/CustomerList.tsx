import { Box, Button } from '@mui/material';
import type { CustomerRow } from '@srs-desk/shared/billing/customer-fields.ts';
import { useRef } from 'react';
import { DataTable, ListBase, useCanAccess, useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../../api/use-verb.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../../kit/list/Rows.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { ToneText } from '../../kit/StateChip.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { accessTo } from '../../session/access.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { CustomerDialog } from './CustomerDialog.tsx';

const Col = DataTable.Col<CustomerRow>;

/** The customer register, with every External ID that is billed and missing in it. */
export default function CustomerList() {
  const translate = useTranslate();
  return (
    <ListBase<CustomerRow> resource="customers" perPage={100} storeKey={false} disableAuthentication>
      <BillingTabs area="usage" active="customers" />
      <PageTitle title={translate('desk.customers.title')} actions={<RegisterActions />}>
        {translate('desk.customers.intro')}
      </PageTitle>
      <ListStates empty={<EmptyState title={translate('desk.customers.none')} />}>
        <CustomerRows />
        <Pages />
      </ListStates>
    </ListBase>
  );
}

function RegisterActions() {
  const translate = useTranslate();
  const notify = useNotify();
  const { canAccess: mayWrite } = useCanAccess(accessTo('customers.write'));
  const input = useRef<HTMLInputElement>(null);
  const upload = useVerb('importCustomers', {
    touches: ['customers'],
    onSuccess: ({ customers }) => notify('desk.customers.imported', { messageArgs: { count: customers } }),
  });
  return (
    <>
      <Button variant="outlined" href="/api/customers.csv" download>
        {translate('desk.customers.export')}
      </Button>
      {mayWrite ? (
        <Button variant="outlined" disabled={upload.isPending} onClick={() => input.current?.click()}>
          {translate('desk.customers.import')}
        </Button>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.xlsx"
        aria-label={translate('desk.customers.import')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) upload.mutate({ file });
          event.target.value = '';
        }}
      />
      <ProblemAlert error={upload.error} onClose={upload.reset} />
    </>
  );
}

function CustomerRows() {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('customers.write'));
  const label = (key: string) => `desk.customers.${key}`;
  return (
    <Rows<CustomerRow> label={translate('desk.customers.title')}>
      <HeadCol<CustomerRow> source="externalId" label="External ID" />
      <Col
        source="name"
        label={label('name')}
        render={({ name, registered }) =>
          registered ? (name ?? '–') : <ToneText tone="warn">{translate(label('missing'))}</ToneText>
        }
      />
      <Col source="debtorNumber" label={label('debtorNumber')} />
      <Col
        source="address"
        label={label('address')}
        render={({ address }) => (
          <Box component="span" sx={{ whiteSpace: 'pre-line' }}>
            {address}
          </Box>
        )}
      />
      <Col source="costCentre" label={label('costCentre')} />
      <Col source="vat" label={label('vat.label')} render={({ vat }) => translate(label(`vat.${vat}`))} />
      {mayWrite ? (
        <Col
          label={label('change')}
          render={({ externalId }) => (
            <DialogButton
              label={translate(label('change'))}
              aria-label={translate(label('changeOne'), { externalId })}
            >
              {(close) => <CustomerDialog externalId={externalId} onClose={close} />}
            </DialogButton>
          )}
        />
      ) : null}
    </Rows>
  );
}
