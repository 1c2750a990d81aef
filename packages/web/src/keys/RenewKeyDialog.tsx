import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { SelectInput, useLocaleState, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { useVerb } from '../api/use-verb.ts';
import { exactText } from '../format/time.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { ShownOnceDialog } from '../kit/ShownOnceDialog.tsx';
import { overlapsOf } from './renewal-overlaps.ts';

/** Gives a key another secret and shows it, once, with how long what it was before works on. */
export function RenewKeyDialog({
  apiKey: { id, name, expiresAt },
  onClose,
}: {
  apiKey: ApiKeyRow;
  onClose: () => void;
}) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const [locale = 'en'] = useLocaleState();
  const at = (ms: number) => ({ at: exactText(ms, locale) });
  const renew = useVerb('renewKey', { touches: ['api-keys'] });
  if (renew.data) {
    const { previousUntil } = renew.data;
    return (
      <ShownOnceDialog
        title={text('renewTitle', { name })}
        warning={`${text('once')} ${previousUntil === null ? text('noneBefore') : text('before', at(Date.parse(previousUntil)))}`}
        secret={renew.data.key}
        copyLabel={text('copy')}
        onClose={onClose}
      />
    );
  }
  const { overlaps, usual } = overlapsOf(expiresAt, deskNow());
  return (
    <FormDialog
      title={text('renewTitle', { name })}
      submitLabel={text('renew')}
      defaultValues={{ overlap: String(usual) }}
      maxWidth="sm"
      onSubmit={({ overlap }) => renew.mutateAsync({ id, overlapHours: Number(overlap) })}
      onClose={onClose}
    >
      {text('renewWhat')}
      <SelectInput
        source="overlap"
        label={text('overlap')}
        choices={overlaps.map(({ hours, end }) => ({
          id: String(hours),
          name: end === null ? text(`overlaps.h${hours}`) : text('overlaps.untilEnd', at(end)),
        }))}
        translateChoice={false}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
