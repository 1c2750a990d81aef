import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { RecoveryCodesDialog } from './RecoveryCodesDialog.tsx';

/** Says what new recovery codes do, makes them, and shows them once. */
export function RenewCodesDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const renew = useVerb('renewRecoveryCodes', { touches: ['sessions'] });
  const text = (key: string) => translate(`desk.account_pages.factor.${key}`);
  if (renew.data) return <RecoveryCodesDialog codes={renew.data.recoveryCodes} onClose={onClose} />;
  return (
    <FormDialog
      title={text('renewTitle')}
      submitLabel={text('renewSubmit')}
      onSubmit={() => renew.mutateAsync({})}
      onClose={onClose}
    >
      <Typography variant="body2">{text('renewWhat')}</Typography>
    </FormDialog>
  );
}
