import { Button, type ButtonProps } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { type RaRecord, useDelete, useNotify } from 'react-admin';
import { forgetTouched } from '../../live/forget-touched.ts';
import { ProblemAlert } from '../ProblemAlert.tsx';

interface RemoveButtonProps extends Omit<ButtonProps, 'children' | 'onClick'> {
  resource: string;
  record: RaRecord;
  label: string;
  /** What is said when it is done, and the key of it. */
  done?: { text: string; values?: Record<string, unknown> };
  /** Further resources that it changes. */
  touches?: readonly string[];
}

/** Takes away at once what is soon made again. What is not is asked for first: `DeleteDialog`. */
export function RemoveButton({ resource, record, label, done, touches = [], ...button }: RemoveButtonProps) {
  const notify = useNotify();
  const client = useQueryClient();
  const [remove, { isPending, error }] = useDelete<RaRecord, Error>(
    resource,
    { id: record.id, previousData: record },
    {
      mutationMode: 'pessimistic',
      onSuccess: () => {
        forgetTouched(
          client,
          [resource, ...touches].map((touched) => ({ resource: touched, ids: null })),
        );
        if (done) notify(done.text, { type: 'info', messageArgs: done.values ?? {} });
      },
    },
  );
  return (
    <>
      <Button {...button} disabled={isPending} onClick={() => void remove()}>
        {label}
      </Button>
      <ProblemAlert error={error} />
    </>
  );
}
