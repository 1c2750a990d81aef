import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CreateBase, EditBase, type RaRecord, useNotify } from 'react-admin';
import { forgetTouched } from '../../live/forget-touched.ts';
import { FormDialog, type FormDialogProps } from './FormDialog.tsx';

interface RecordDialogProps extends FormDialogProps {
  resource: string;
  /** The record to change; absent makes a new one. */
  id?: RaRecord['id'] | undefined;
  /** Key of what is said when it was saved. */
  saved?: string;
  onSaved?: (() => void) | undefined;
}

/** Makes a record, or changes one, in a dialog. It closes when the server has taken it. */
export function RecordDialog({ resource, id, saved, onSaved, ...dialog }: RecordDialogProps) {
  const notify = useNotify();
  const client = useQueryClient();
  const [problem, setProblem] = useState<Error | null>(null);
  const shared = {
    resource,
    redirect: false as const,
    disableAuthentication: true,
    mutationMode: 'pessimistic' as const,
    mutationOptions: {
      onMutate: () => setProblem(null),
      onError: setProblem,
      onSuccess: () => {
        forgetTouched(client, [{ resource, ids: null }]);
        if (saved !== undefined) notify(saved, { type: 'success' });
        dialog.onClose();
        onSaved?.();
      },
    },
  };
  const form = <FormDialog {...dialog} problem={problem} />;
  if (id === undefined) return <CreateBase {...shared}>{form}</CreateBase>;
  return (
    <EditBase {...shared} id={id}>
      {form}
    </EditBase>
  );
}
