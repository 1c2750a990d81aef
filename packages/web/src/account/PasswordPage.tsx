import { Button, TextField } from '@mui/material';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { ApiProblem } from '../api/problem.ts';
import { useVerb } from '../api/use-verb.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { usePasswordHint } from '../session/password-hint.ts';
import { sessionHolder } from '../session/session-hold.ts';

const EMPTY = { current: '', next: '', repeat: '' };

/** Change one's own password. */
export default function PasswordPage() {
  const translate = useTranslate();
  const notify = useNotify();
  const navigate = useNavigate();
  const [fields, setFields] = useState(EMPTY);
  const hint = usePasswordHint(fields.next, sessionHolder() ?? '');
  const differs = fields.repeat !== '' && fields.repeat !== fields.next;
  const change = useVerb('changePassword', {
    touches: ['sessions'],
    onSuccess: () => {
      notify('desk.account_pages.password.done', { type: 'success' });
      return navigate('/sessions');
    },
  });
  const errors = change.error instanceof ApiProblem ? change.error.errors : {};
  const field = (
    name: keyof typeof EMPTY,
    autoComplete: string,
    error: string | undefined,
    help?: string,
  ) => (
    <TextField
      type="password"
      label={translate(`desk.account_pages.password.${name}`)}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      autoComplete={autoComplete}
      error={error !== undefined}
      helperText={error ?? help}
      required
    />
  );
  return (
    <>
      <PageTitle title={translate('desk.account_pages.password.title')} />
      <form
        style={{ display: 'grid', gap: 16, maxWidth: 380 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (!differs) change.mutate({ current: fields.current, next: fields.next });
        }}
      >
        {field('current', 'current-password', errors.current)}
        {field('next', 'new-password', errors.next, hint)}
        {field(
          'repeat',
          'new-password',
          differs ? translate('desk.account_pages.password.differs') : undefined,
        )}
        <ProblemAlert error={change.error} />
        <Button type="submit" variant="contained" disabled={change.isPending || differs}>
          {translate('desk.account_pages.password.submit')}
        </Button>
      </form>
    </>
  );
}
