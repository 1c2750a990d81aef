import { Button, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { loginRefusal } from './login-refusal.ts';

interface CodeFormProps {
  ticket: string;
  logIn(credentials: { ticket: string; code: string }): Promise<unknown>;
  onBack(): void;
}

/** The second step of a login: a code of the app, or a recovery code. */
export function CodeForm({ ticket, logIn, onBack }: CodeFormProps) {
  const translate = useTranslate();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const submit = async (event: React.FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await logIn({ ticket, code });
    } catch (caught) {
      setError(loginRefusal(caught));
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} style={{ display: 'grid', gap: 16 }}>
      <Typography variant="body2">{translate('desk.account_pages.code.why')}</Typography>
      <TextField
        label={translate('desk.account_pages.code.label')}
        value={code}
        onChange={(event) => setCode(event.target.value)}
        helperText={translate('desk.account_pages.code.help')}
        autoComplete="one-time-code"
        autoFocus
        required
        slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 32 } }}
      />
      <ProblemAlert error={error} />
      <Button type="submit" variant="contained" size="large" disabled={busy}>
        {translate(busy ? 'desk.working' : 'ra.auth.sign_in')}
      </Button>
      <Button onClick={onBack} disabled={busy}>
        {translate('desk.account_pages.code.back')}
      </Button>
    </form>
  );
}
