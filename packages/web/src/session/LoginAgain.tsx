import { Box, Portal, TextField, Typography } from '@mui/material';
import { TextInput, useAuthProvider, useLogout, useTranslate } from 'react-admin';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { loginRefusal } from './login-refusal.ts';
import { sessionHolder, settleSession } from './session-hold.ts';

/**
 * Over a page whose session has ended: the same person logs in again, and what they typed, asked for or had open goes
 * on. Nothing of the page can be read meanwhile.
 */
export default function LoginAgain() {
  const translate = useTranslate();
  const auth = useAuthProvider();
  const logout = useLogout();
  const username = sessionHolder() ?? '';
  const logIn = async (password: unknown) => {
    await auth?.login({ username, password }).catch((error: unknown) => {
      throw loginRefusal(error);
    });
    settleSession(true);
  };
  const leave = () => {
    void logout();
    settleSession(false);
  };
  return (
    <>
      <Portal>
        <Box sx={{ position: 'fixed', inset: 0, zIndex: 'modal', backgroundColor: 'background.default' }} />
      </Portal>
      <FormDialog
        title={translate('desk.account.again.title')}
        submitLabel={translate('ra.auth.sign_in')}
        closeLabel={translate('ra.auth.logout')}
        onSubmit={({ password }) => logIn(password)}
        onClose={leave}
        lasting
      >
        <Typography variant="body2">{translate('desk.account.again.kept')}</Typography>
        <TextField label={translate('ra.auth.username')} value={username} disabled autoComplete="username" />
        <TextInput
          source="password"
          label="ra.auth.password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
        />
      </FormDialog>
    </>
  );
}
