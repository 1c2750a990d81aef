import { Alert, Typography } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { hearAnswer, openProvider } from './provider-window.ts';
import { sessionProvider } from './session-hold.ts';

interface AtProviderProps {
  purpose: 'login' | 'prove';
  title: string;
  /** Why, in a sentence. */
  why: string;
  closeLabel?: string;
  lasting?: boolean;
  /** The person was there. */
  onBack(): unknown;
  onClose(): void;
}

/** Sends who logs in at an identity provider there, in a window of its own, and goes on when they are back. */
export function AtProvider({ purpose, title, why, onBack, onClose, ...dialog }: AtProviderProps) {
  const translate = useTranslate();
  const [problem, setProblem] = useState<Error | null>(null);
  const [isOpen, setOpen] = useState(false);
  const label = sessionProvider() ?? '';
  useEffect(
    () =>
      hearAnswer((code) => {
        if (code !== null) setProblem(new ApiProblem(403, { code }));
        else Promise.resolve(onBack()).catch(setProblem);
      }),
    [onBack],
  );
  return (
    <FormDialog
      {...dialog}
      title={title}
      submitLabel={translate('desk.account.provider.open', { label })}
      problem={problem}
      onSubmit={() => {
        setProblem(null);
        if (!openProvider(purpose)) throw new Error('desk.account.provider.blocked');
        setOpen(true);
      }}
      onClose={onClose}
    >
      <Typography variant="body2">{why}</Typography>
      {isOpen ? <Alert severity="info">{translate('desk.account.provider.opened', { label })}</Alert> : null}
    </FormDialog>
  );
}
