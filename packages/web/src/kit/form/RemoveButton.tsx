import { Button, type ButtonProps } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { type RaRecord, useCreate, useDelete, useTranslate } from 'react-admin';
import { useTellIfGone } from '../../api/use-tell-refused.ts';
import { forgetTouched } from '../../live/forget-touched.ts';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { useOfferUndo } from '../useOfferUndo.tsx';

interface RemoveButtonProps extends Omit<ButtonProps, 'children' | 'onClick'> {
  resource: string;
  record: RaRecord;
  label: string;
  /** What is said when it is done, and the key of it. */
  done?: { text: string; values?: Record<string, unknown> };
  /** What is sent to make it again, when somebody thinks better of it. */
  again: object;
  /** Further resources that it changes. */
  touches?: readonly string[];
}

/** Takes away at once and offers to make it again. What cannot be made again is asked for first: `DeleteDialog`. */
export function RemoveButton({
  resource,
  record,
  label,
  done,
  again,
  touches = [],
  ...button
}: RemoveButtonProps) {
  const translate = useTranslate();
  const offerUndo = useOfferUndo();
  const client = useQueryClient();
  const forget = () =>
    forgetTouched(
      client,
      [resource, ...touches].map((touched) => ({ resource: touched, ids: null })),
    );
  // The row, and this button with it, is gone by the time that somebody thinks better of it.
  const tellIfGone = useTellIfGone();
  const [create, { error: undoError }] = useCreate<RaRecord, Error>(undefined, undefined, {
    onError: (error) => tellIfGone(error),
    onSettled: forget,
  });
  const [remove, { isPending, error }] = useDelete<RaRecord, Error>(
    resource,
    { id: record.id, previousData: record },
    {
      mutationMode: 'pessimistic',
      onSuccess: () => {
        forget();
        const text = done ? translate(done.text, done.values ?? {}) : 'desk.removed';
        offerUndo(text, () => void create(resource, { data: again }));
      },
      onError: (error) => tellIfGone(error),
    },
  );
  return (
    <>
      <Button {...button} disabled={isPending} onClick={() => void remove()}>
        {label}
      </Button>
      <ProblemAlert error={error ?? undoError} />
    </>
  );
}
