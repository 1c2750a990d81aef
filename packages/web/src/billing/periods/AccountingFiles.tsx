import { Box, Button } from '@mui/material';
import { ACCOUNTING_FORMATS, accountingArrangement } from '@srs-desk/shared/billing/wire-accounting.ts';
import { NumberInput, SelectInput, TextInput, useCanAccess, useNotify, useTranslate } from 'react-admin';
import type { FieldValues } from 'react-hook-form';
import { useRead } from '../../api/use-read.ts';
import { useVerb } from '../../api/use-verb.ts';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { FormDialog } from '../../kit/form/FormDialog.tsx';
import { resolverOf } from '../../kit/form/resolver-of.ts';
import { accessTo } from '../../session/access.ts';
import { ColumnInputs } from './ColumnInputs.tsx';

const resolver = resolverOf(accountingArrangement);
const TEXTS = ['revenueAccount', 'receivableAccount', 'vatCode', 'exemptCode', 'reverseChargeCode'] as const;
const WRITTEN = ['en', 'de'].map((id) => ({ id, name: `desk.periods.arrange.writtenAs.${id}` }));
const NUMBERS = ['consultant', 'client'] as const;

/** What accounting takes over of a closed month, and how it is arranged. */
export function AccountingFiles({ period }: { period: string }) {
  const translate = useTranslate();
  const { canAccess: mayArrange } = useCanAccess(accessTo('customers.write'));
  const text = (key: string, options?: object) => translate(`desk.periods.${key}`, options);
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {ACCOUNTING_FORMATS.map((format) => (
        <Button
          key={format}
          variant="outlined"
          href={`/api/accounting.csv?period=${period}&format=${format}`}
          download
        >
          {text('accounting', { format: text(`accountingFormat.${format}`) })}
        </Button>
      ))}
      {mayArrange ? (
        <DialogButton label={text('arrange.open')}>
          {(close) => <ArrangementDialog onClose={close} />}
        </DialogButton>
      ) : null}
    </Box>
  );
}

/** Accounts, tax codes and the columns of the plain file, arranged once for all months. */
function ArrangementDialog({ onClose }: { onClose(): void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const { data } = useRead('customers', 'accounting', {});
  const arrange = useVerb('arrangeAccounting', { touches: ['customers'] });
  const text = (key: string) => translate(`desk.periods.arrange.${key}`);
  if (data === undefined) return null;
  const save = async (values: FieldValues) => {
    await arrange.mutateAsync(accountingArrangement.parse(values), { onSuccess: onClose });
    notify('desk.periods.arrange.saved', { type: 'success' });
  };
  return (
    <FormDialog
      title={text('title')}
      resolver={resolver}
      defaultValues={data}
      onSubmit={save}
      onClose={onClose}
    >
      <span>{text('help')}</span>
      {TEXTS.map((source) => (
        <TextInput
          key={source}
          source={source}
          label={`desk.periods.arrange.${source}`}
          parse={(typed: string) => typed}
        />
      ))}
      <SelectInput source="written" label="desk.periods.arrange.written" choices={WRITTEN} required />
      <ColumnInputs />
      {NUMBERS.map((source) => (
        <NumberInput key={source} source={source} label={`desk.periods.arrange.${source}`} min={0} />
      ))}
    </FormDialog>
  );
}
