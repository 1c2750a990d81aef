import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { SessionTable } from '../account/SessionTable.tsx';

/** Another user's sessions, each to be ended. */
export function UserSessionsDialog({ username, onClose }: { username: string; onClose: () => void }) {
  const translate = useTranslate();
  const id = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={id} maxWidth="md" fullWidth>
      <DialogTitle id={id}>{translate('desk.admin.users.sessionsOf', { name: username })}</DialogTitle>
      <DialogContent>
        <SessionTable username={username} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('desk.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
