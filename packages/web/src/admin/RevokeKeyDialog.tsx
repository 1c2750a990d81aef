import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

interface RevokeKeyDialogProps {
  apiKey: ApiKeyRow;
  onClose(): void;
  onDone(): void;
}

/** Ends a key, after saying which machine will be shut out. */
export function RevokeKeyDialog({ apiKey, onClose, onDone }: RevokeKeyDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const revoke = useAction(async () => {
    await ask(`api-keys/${apiKey.id}`, { method: 'DELETE' });
    onDone();
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{text('revokeTitle', { name: apiKey.name })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Typography variant="body2">{text('revokeWhat')}</Typography>
        <ProblemAlert error={revoke.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('desk.cancel')}</Button>
        <Button variant="contained" color="error" disabled={revoke.busy} onClick={() => void revoke.run()}>
          {text('revoke')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
