import { Button, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useAuthProvider, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { CodeForm } from './CodeForm.tsx';
import { ticketOf } from './code-asked.ts';
import { enterDesk } from './enter-desk.ts';
import { LoginShell } from './LoginShell.tsx';
import { usePasswordHint } from './password-hint.ts';

/** Read once, before the page takes it out of the address: it need not stay there. */
const token = window.location.hash.slice(1);

/** Where a one-time link leads: its user chooses a password, and is logged in. */
export default function PasswordLinkPage() {
  const translate = useTranslate();
  const auth = useAuthProvider();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const text = (key: string, options?: object) => translate(`desk.account_pages.link.${key}`, options);
  const owner = useRead('users', 'readAccountLink', { token });
  const hint = usePasswordHint(password, owner.data?.username ?? '');
  const set = useVerb('useAccountLink', {
    onSuccess: (answer) => (ticketOf(answer) === null ? enterDesk() : undefined),
  });
  const ticket = ticketOf(set.data);
  const logIn = async (credentials: object) => {
    await auth?.login(credentials);
    enterDesk();
  };
  const title = text(owner.data?.invited ? 'invited' : 'reset');
  useEffect(() => {
    document.title = `${title} – SRS Desk`;
    window.history.replaceState(null, '', window.location.pathname);
  }, [title]);
  return (
    <LoginShell title={title}>
      <ProblemAlert error={owner.error} />
      {ticket !== null ? <CodeForm ticket={ticket} logIn={logIn} onBack={() => navigate('/login')} /> : null}
      {owner.data && ticket === null ? (
        <form
          style={{ display: 'grid', gap: 16 }}
          onSubmit={(event) => {
            event.preventDefault();
            set.mutate({ token, password });
          }}
        >
          <Typography variant="body2">{text('intro', { name: owner.data.displayName })}</Typography>
          <TextField
            label={text('username')}
            value={owner.data.username}
            autoComplete="username"
            slotProps={{ input: { readOnly: true } }}
          />
          <TextField
            label={text('password')}
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
            helperText={hint}
            required
          />
          <ProblemAlert error={set.error} />
          <Button type="submit" variant="contained" size="large" disabled={set.isPending}>
            {text('submit')}
          </Button>
        </form>
      ) : null}
    </LoginShell>
  );
}
