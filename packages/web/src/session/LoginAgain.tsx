import { Box, Portal, Typography } from '@mui/material';
import { useCallback, useState } from 'react';
import { useAuthProvider, useLogout, useTranslate } from 'react-admin';
import type { FieldValues } from 'react-hook-form';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { AtProvider } from './AtProvider.tsx';
import { CodeInput } from './CodeInput.tsx';
import { CodeAsked } from './code-asked.ts';
import { loginRefusal } from './login-refusal.ts';
import { SamePersonFields } from './SamePersonFields.tsx';
import { sessionHolder, sessionProvider, settleSession } from './session-hold.ts';

/**
 * Over a page whose session has ended: the same person logs in again, and what they typed, asked for or had open goes
 * on. Nothing of the page can be read meanwhile.
 */
export default function LoginAgain() {
  const translate = useTranslate();
  const auth = useAuthProvider();
  const logout = useLogout();
  const [username] = useState(() => sessionHolder() ?? '');
  const [ticket, setTicket] = useState<string | null>(null);
  const logIn = async ({ password, code }: FieldValues) => {
    try {
      await auth?.login(ticket === null ? { username, password } : { ticket, code });
    } catch (error) {
      if (!(error instanceof CodeAsked)) throw loginRefusal(error);
      setTicket(error.ticket);
      return;
    }
    settleSession(true);
  };
  const leave = () => {
    void logout();
    settleSession(false);
  };
  const provider = sessionProvider();
  const backFromProvider = useCallback(async () => {
    await auth?.login(null);
    // Somebody else sees nothing of what this page holds.
    if (sessionHolder() !== username) window.location.assign('/');
    else settleSession(true);
  }, [auth, username]);
  return (
    <>
      <Portal>
        <Box sx={{ position: 'fixed', inset: 0, zIndex: 'modal', backgroundColor: 'background.default' }} />
      </Portal>
      {provider === null ? (
        <FormDialog
          title={translate('desk.account.again.title')}
          submitLabel={translate('ra.auth.sign_in')}
          closeLabel={translate('ra.auth.logout')}
          onSubmit={logIn}
          onClose={leave}
          lasting
        >
          <Typography variant="body2">{translate('desk.account.again.kept')}</Typography>
          {ticket === null ? <SamePersonFields /> : <CodeInput help="desk.account_pages.code.help" />}
        </FormDialog>
      ) : (
        <AtProvider
          purpose="login"
          title={translate('desk.account.again.title')}
          why={translate('desk.account.again.kept')}
          closeLabel={translate('ra.auth.logout')}
          onBack={backFromProvider}
          onClose={leave}
          lasting
        />
      )}
    </>
  );
}
