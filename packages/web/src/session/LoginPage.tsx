import { Button, TextField } from '@mui/material';
import { useEffect, useState } from 'react';
import { useLogin, useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { useRead } from '../api/use-read.ts';
import { HomePage } from '../dashboard/home-page.ts';
import { LoadAhead } from '../kit/LoadAhead.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { OrdersPage } from '../orders/orders-page.ts';
import { CodeForm } from './CodeForm.tsx';
import { CodeAsked } from './code-asked.ts';
import { LoginShell } from './LoginShell.tsx';
import { loginRefusal } from './login-refusal.ts';
import { ProviderLogin } from './ProviderLogin.tsx';

/** What is opened first after a login. */
const loadFirstPages = () => Promise.all([OrdersPage.ahead(), HomePage.ahead()]);

/** Why somebody was led back here. */
function problemOfAddress(): Error | null {
  const code = new URLSearchParams(window.location.search).get('problem');
  return code === null ? null : new ApiProblem(403, { code });
}

/** Login by user name and password, then by a code where the account has a second factor; or at an identity provider. */
export function LoginPage() {
  const translate = useTranslate();
  const login = useLogin();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [ticket, setTicket] = useState<string | null>(null);
  const [error, setError] = useState<Error | null>(problemOfAddress);
  const options = useRead('desk', 'loginOptions', {});
  const title = translate('ra.auth.sign_in');

  useEffect(() => {
    document.title = `${title} – SRS Desk`;
  }, [title]);

  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await login({ username, password });
    } catch (caught) {
      if (caught instanceof CodeAsked) setTicket(caught.ticket);
      else setError(loginRefusal(caught));
      setBusy(false);
    }
  };

  if (ticket !== null)
    return (
      <LoginShell title={title}>
        <CodeForm ticket={ticket} logIn={login} onBack={() => setTicket(null)} />
      </LoginShell>
    );
  return (
    <LoginShell title={title}>
      <LoadAhead load={loadFirstPages} />
      {options.data?.local === false ? (
        <ProblemAlert error={error} />
      ) : (
        <form onSubmit={submit} style={{ display: 'grid', gap: 16 }}>
          <TextField
            label={translate('ra.auth.username')}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            autoComplete="username"
            autoFocus
            required
            slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false } }}
          />
          <TextField
            label={translate('ra.auth.password')}
            type="password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            autoComplete="current-password"
            required
          />
          <ProblemAlert error={error} />
          <Button type="submit" variant="contained" size="large" disabled={busy}>
            {busy ? translate('desk.working') : title}
          </Button>
        </form>
      )}
      {options.data ? <ProviderLogin options={options.data} /> : null}
    </LoginShell>
  );
}
