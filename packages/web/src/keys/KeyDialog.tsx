import { KEY_SCOPES } from '@srs-desk/shared/access/key-scopes.ts';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import type { ApiKeyInput } from '@srs-desk/shared/api/users.ts';
import { CheckboxGroupInput, SelectInput, TextInput, useTranslate } from 'react-admin';
import { type FieldValues, useWatch } from 'react-hook-form';
import { deskNow } from '../api/desk-clock.ts';
import { useVerb } from '../api/use-verb.ts';
import { choicesOf } from '../kit/form/choices-of.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { ShownOnceDialog } from '../kit/ShownOnceDialog.tsx';

/** How long a key may live, in days; null for ever. */
const LIVES = [30, 90, 365, null] as const;
const DAY_MS = 86_400_000;

function keyOf({ name, access, scopes, days }: FieldValues): ApiKeyInput {
  const expiresAt = days === '' ? null : new Date(deskNow() + Number(days) * DAY_MS).toISOString();
  return { name, expiresAt, ...(access === 'scopes' ? { scopes } : { role: access }) };
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
      defaultValues={{ access: 'scopes', scopes: [], days: '90' }}
      maxWidth="sm"
      onSubmit={(fields) => make.mutateAsync(keyOf(fields))}
      onClose={onClose}
    >
      <TextInput source="name" resource="api-keys" required autoFocus />
      <SelectInput
        source="access"
        resource="api-keys"
        choices={[
          { id: 'scopes', name: text('onlyTicked') },
          ...ROLES.map((role) => ({
            id: role,
            name: text('wholeRole', { role: translate(`desk.words.role.${role}`) }),
          })),
        ]}
        translateChoice={false}
        isRequired
      />
      <ScopesInput />
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

/** What the key is limited to, while it is. */
function ScopesInput() {
  if (useWatch({ name: 'access' }) !== 'scopes') return null;
  return (
    <CheckboxGroupInput
      source="scopes"
      resource="api-keys"
      choices={choicesOf(KEY_SCOPES, 'desk.words.keyScope')}
      row={false}
    />
  );
}
