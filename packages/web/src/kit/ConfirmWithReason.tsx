import { cancelInput } from '@srs-desk/shared/api/orders.ts';
import type { ReactNode } from 'react';
import { FormDialog } from './form/FormDialog.tsx';
import { ReasonInput } from './form/ReasonInput.tsx';
import { resolverOf } from './form/resolver-of.ts';

interface ConfirmWithReasonProps {
  title: string;
  /** The verb of what will happen: never just "OK". */
  confirmLabel: string;
  /** Instead of “Cancel”, where that could be taken for the deed. */
  closeLabel?: string;
  children?: ReactNode;
  danger?: boolean;
  busy: boolean;
  /** False while something else in the dialog is still to be done; absent: nothing is. */
  ready?: boolean;
  error: Error | null;
  onConfirm(reason: string): void;
  onClose(): void;
  /** One-click reasons that fill the field. */
  suggestions?: readonly string[];
}

const NO_REASON = { reason: '' };

/** Asks why, says what will happen, and only then does it. */
export function ConfirmWithReason({
  confirmLabel,
  error,
  children,
  suggestions = [],
  onConfirm,
  ...dialog
}: ConfirmWithReasonProps) {
  return (
    <FormDialog
      {...dialog}
      submitLabel={confirmLabel}
      maxWidth="sm"
      resolver={resolverOf(cancelInput)}
      defaultValues={NO_REASON}
      problem={error}
      onSubmit={({ reason }) => onConfirm(reason)}
    >
      {children}
      {/* Where more is to be done first, it is to be read first. */}
      <ReasonInput suggestions={suggestions} autoFocus={dialog.ready === undefined} />
    </FormDialog>
  );
}
