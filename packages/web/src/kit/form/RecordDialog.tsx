import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CreateBase, EditBase, type RaRecord, useNotify } from 'react-admin';
import type { FieldValues } from 'react-hook-form';
import { useGone } from '../../api/use-gone.ts';
import { useTellIfGone } from '../../api/use-tell-refused.ts';
import { forgetTouched } from '../../live/forget-touched.ts';
import { FormDialog, type FormDialogProps } from './FormDialog.tsx';

interface RecordDialogProps<Saved extends RaRecord> extends FormDialogProps {
  resource: string;
  /** The record to change; absent makes a new one. */
  id?: RaRecord['id'] | undefined;
  /** Key of what is said when it was saved, or what says it. */
  saved?: string | ((record: Saved) => void);
  onSaved?: (() => void) | undefined;
  /** What is saved of the fields, where it is not they alone. */
  recordOf?: (fields: FieldValues) => object;
}

/** Makes a record, or changes one, in a dialog. It closes when the server has taken it. */
export function RecordDialog<Saved extends RaRecord = RaRecord>({
  resource,
  id,
  saved,
  onSaved,
  recordOf,
  ...dialog
}: RecordDialogProps<Saved>) {
  const notify = useNotify();
  const client = useQueryClient();
  const [problem, setProblem] = useState<Error | null>(null);
  const gone = useGone();
  const tellIfGone = useTellIfGone();
  const shared = {
    resource,
    redirect: false as const,
    disableAuthentication: true,
    mutationMode: 'pessimistic' as const,
    ...(recordOf ? { transform: recordOf } : {}),
    mutationOptions: {
      onMutate: () => setProblem(null),
      onError(error: Error) {
        setProblem(error);
        tellIfGone(error);
      },
      onSuccess: (record: Saved) => {
        forgetTouched(client, [{ resource, ids: null }]);
        if (typeof saved === 'string') notify(saved, { type: 'success' });
        else saved?.(record);
        if (gone.current) return;
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
