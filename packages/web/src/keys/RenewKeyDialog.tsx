import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { SelectInput, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { ShownOnceDialog } from '../kit/ShownOnceDialog.tsx';

/** How long the secret of before may work on, hours. */
const OVERLAPS = [0, 1, 24, 168, 720] as const;

/** Gives a key another secret and shows it, once. */
export function RenewKeyDialog({
  apiKey: { id, name },
  onClose,
}: {
  apiKey: ApiKeyRow;
  onClose: () => void;
}) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const renew = useVerb('renewKey', { touches: ['api-keys'] });
  if (renew.data) {
    return (
      <ShownOnceDialog
        title={text('renewTitle', { name })}
        warning={text('once')}
        secret={renew.data.key}
        copyLabel={text('copy')}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={text('renewTitle', { name })}
      submitLabel={text('renew')}
      defaultValues={{ overlap: '24' }}
      maxWidth="sm"
      onSubmit={({ overlap }) => renew.mutateAsync({ id, overlapHours: Number(overlap) })}
      onClose={onClose}
    >
      {text('renewWhat')}
      <SelectInput
        source="overlap"
        label={text('overlap')}
        choices={OVERLAPS.map((hours) => ({ id: String(hours), name: text(`overlaps.h${hours}`) }))}
        translateChoice={false}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
