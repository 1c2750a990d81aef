import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type RaRecord, useDelete, useNotify } from 'react-admin';
import { useGone } from '../../api/use-gone.ts';
import { useTellIfGone } from '../../api/use-tell-refused.ts';
import { forgetTouched } from '../../live/forget-touched.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { ProblemAlert } from '../ProblemAlert.tsx';

interface DeleteDialogProps {
  resource: string;
  record: RaRecord;
  title: string;
  /** The verb of what will happen. */
  confirmLabel: string;
  /** What that means. */
  children?: ReactNode;
  /** Key of what is said when it is done. */
  done?: string;
  onClose(): void;
  onDone?(): void;
}

/** Asks once, then takes a record away: deletes it, or ends what the server keeps on record. */
export function DeleteDialog({ resource, record, done, onDone, ...dialog }: DeleteDialogProps) {
  const notify = useNotify();
  const client = useQueryClient();
  const gone = useGone();
  const tellIfGone = useTellIfGone();
  const [remove, { isPending, error }] = useDelete<RaRecord, Error>(
    resource,
    { id: record.id, previousData: record },
    {
      mutationMode: 'pessimistic',
      onSuccess: () => {
        forgetTouched(client, [{ resource, ids: null }]);
        if (done !== undefined) notify(done, { type: 'success' });
        if (gone.current) return;
        dialog.onClose();
        onDone?.();
      },
      onError: (error) => tellIfGone(error),
    },
  );
  return (
    <ConfirmDialog {...dialog} busy={isPending} onConfirm={() => void remove()}>
      {dialog.children}
      <ProblemAlert error={error} />
    </ConfirmDialog>
  );
}
