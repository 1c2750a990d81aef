import { Alert } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';

/** Warns of what is lost with one's only second factor, then takes it away. */
export function RemoveFactorDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const remove = useVerb('removeFactor', { touches: ['sessions', 'users'] });
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  return (
    <FormDialog
      title={text('removeTitle')}
      submitLabel={text('remove')}
      danger
      onSubmit={() => remove.mutateAsync({}, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Alert severity="warning">{text('removeWhat')}</Alert>
    </FormDialog>
  );
}
