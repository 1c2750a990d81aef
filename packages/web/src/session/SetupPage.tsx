import { Button, TextField, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { enterDesk } from './enter-desk.ts';
import { LoginShell } from './LoginShell.tsx';
import { usePasswordHint } from './password-hint.ts';

/** The token of a one-time link: after `#` (never sent to a server or a log), or as `?token=`. */
export function setupToken(location: { hash: string; search: string }): string {
  const fromHash = new URLSearchParams(location.hash.replace(/^#/, ''));
  const token = fromHash.get('token') ?? new URLSearchParams(location.search).get('token');
  return token ?? location.hash.replace(/^#/, '');
}

/** First start of `serve`: whoever holds the printed link makes the first admin. */
export default function SetupPage() {
  const translate = useTranslate();
  const [token] = useState(() => setupToken(window.location));
  const [fields, setFields] = useState({ username: '', displayName: '', password: '' });
  const hint = usePasswordHint(fields.password, fields.username);
  const title = translate('desk.account_pages.setup.title');

  useEffect(() => {
    document.title = `${title} – SRS Desk`;
    // The token has been read; it need not stay in the address.
    window.history.replaceState(null, '', window.location.pathname);
  }, [title]);

  const setup = useVerb('setUp', {
    onSuccess: enterDesk,
  });
  const errors = setup.error instanceof ApiProblem ? setup.error.errors : {};
  const field = (name: keyof typeof fields, extra: { type?: string; autoComplete: string }) => (
    <TextField
      label={translate(`desk.account_pages.setup.${name}`)}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      error={name in errors}
      helperText={errors[name] ?? (name === 'password' ? hint : undefined)}
      required
      {...extra}
    />
  );
  return (
    <LoginShell title={title}>
      <Typography variant="body2" sx={{ mb: 2 }}>
        {translate('desk.account_pages.setup.intro')}
      </Typography>
      <form
        style={{ display: 'grid', gap: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          setup.mutate({ token, ...fields });
        }}
      >
        {field('username', { autoComplete: 'username' })}
        {field('displayName', { autoComplete: 'name' })}
        {field('password', { type: 'password', autoComplete: 'new-password' })}
        <ProblemAlert error={setup.error} />
        <Button type="submit" variant="contained" size="large" disabled={setup.isPending}>
          {translate('desk.account_pages.setup.submit')}
        </Button>
      </form>
    </LoginShell>
  );
}
