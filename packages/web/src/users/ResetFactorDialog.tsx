import { Typography } from '@mui/material';
import type { UserRow } from '@srs-desk/shared/api/users.ts';
import { useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';

/** Says what it means, then takes away the second factor of who has lost app and recovery codes. */
export function ResetFactorDialog({
  user: { username, role },
  onClose,
}: {
  user: UserRow;
  onClose: () => void;
}) {
  const translate = useTranslate();
  const notify = useNotify();
  const reset = useVerb('resetFactor', { touches: ['users', 'approvals'] });
  const text = (key: string) => translate(`desk.admin.users.factor.${key}`, { name: username });
  return (
    <FormDialog
      title={text('title')}
      submitLabel={text('submit')}
      danger
      onSubmit={async () => {
        await reset.mutateAsync({ username }, { onSuccess: onClose });
        notify('desk.admin.users.factor.done', { type: 'success', messageArgs: { name: username } });
      }}
      onClose={onClose}
    >
      <Typography variant="body2">{text('what')}</Typography>
      {role === 'admin' ? <Typography variant="body2">{text('ofAdmin')}</Typography> : null}
    </FormDialog>
  );
}
