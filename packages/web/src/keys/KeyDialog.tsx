import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { choicesOf } from '../kit/form/choices-of.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { ShownOnceDialog } from '../kit/ShownOnceDialog.tsx';

/** How long a key may live, in days; null for ever. */
const LIVES = [30, 90, 365, null] as const;
const DAY_MS = 86_400_000;

function endOf(days: string): { expiresAt?: string } {
  return days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() };
}

/** Makes a key and shows it, once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const make = useVerb('makeKey', { touches: ['api-keys'] });
  if (make.data) {
    return (
      <ShownOnceDialog
        title={text('add')}
        warning={text('once')}
        secret={make.data.key}
        copyLabel={text('copy')}
        onClose={onClose}
      />
    );
  }
  const lives = LIVES.map((days) =>
    days === null ? { id: '', name: text('never') } : { id: String(days), name: text('inDays', { days }) },
  );
  return (
    <FormDialog
      title={text('add')}
      submitLabel={text('make')}
      defaultValues={{ role: 'support', days: '365' }}
      maxWidth="sm"
      onSubmit={({ name, role, days }) => make.mutateAsync({ name, role, ...endOf(days ?? '') })}
      onClose={onClose}
    >
      <TextInput source="name" resource="api-keys" required autoFocus />
      <SelectInput
        source="role"
        resource="api-keys"
        choices={choicesOf(ROLES, 'desk.words.role')}
        isRequired
      />
      <SelectInput
        source="days"
        label="resources.api-keys.fields.expiresAt"
        choices={lives}
        translateChoice={false}
        isRequired
      />
    </FormDialog>
  );
}
