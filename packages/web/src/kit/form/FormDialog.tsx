import { Button, Dialog, DialogActions, DialogContent, type DialogProps, DialogTitle } from '@mui/material';
import { type ReactNode, useId, useState } from 'react';
import { Form, useTranslate } from 'react-admin';
import { type FieldValues, type Resolver, useFormContext, useFormState } from 'react-hook-form';
import { ApiProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../ProblemAlert.tsx';
import { useKeptFocus } from './use-kept-focus.ts';

export interface FormDialogProps {
  title: string;
  /** The verb of what will happen; “Save” when absent. */
  submitLabel?: string;
  /** The verb of the way out; “Cancel” when absent. */
  closeLabel?: string;
  /** Stays until one of its buttons is pressed. */
  lasting?: boolean;
  /** What it does cannot be taken back. */
  danger?: boolean;
  /** Somebody else submits just now. The dialog can be left all the same: what was asked for goes on. */
  busy?: boolean;
  /** False while something beside the fields is still to be done. */
  ready?: boolean;
  /** From `resolverOf` and the schema that the server holds the input against; absent, only the server looks. */
  resolver?: Resolver;
  defaultValues?: FieldValues;
  maxWidth?: DialogProps['maxWidth'];
  children: ReactNode;
  onClose(): void;
}

interface Submitted {
  /** What is done with the fields; absent inside a `CreateBase` or `EditBase`, which saves by itself. */
  onSubmit?: (values: FieldValues) => unknown;
  /** Why it was refused, where somebody else submits. */
  problem?: Error | null;
}

/** The row that a dialog is opened from is not what its form is about. */
const NO_RECORD = {};
/** What was typed stays when the record is read again while the dialog is open. */
const KEEP_TYPED = { keepDirtyValues: true };

/** A form in a dialog: its fields, what the server said against them, and the way out. */
export function FormDialog({ onSubmit, problem, ...dialog }: FormDialogProps & Submitted) {
  const { title, resolver, defaultValues, maxWidth = 'xs', lasting, children, onClose } = dialog;
  const titleId = useId();
  const [refusal, setRefusal] = useState<Error | null>(null);
  const submit = async (values: FieldValues): Promise<FieldValues | undefined> => {
    setRefusal(null);
    try {
      await onSubmit?.(values);
      return undefined;
    } catch (error) {
      setRefusal(error instanceof Error ? error : new Error(String(error)));
      return error instanceof ApiProblem ? error.errors : undefined;
    }
  };
  return (
    <Dialog open onClose={() => lasting || onClose()} aria-labelledby={titleId} fullWidth maxWidth={maxWidth}>
      <Form
        resetOptions={KEEP_TYPED}
        disableInvalidFormNotification
        {...(resolver ? { resolver } : {})}
        {...(defaultValues ? { defaultValues } : {})}
        {...(onSubmit ? { onSubmit: submit, record: NO_RECORD } : {})}
      >
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          {children}
          <Refusal error={refusal ?? problem ?? null} />
        </DialogContent>
        <FormDialogActions {...dialog} />
      </Form>
    </Dialog>
  );
}

/** What no field of the form says by itself. */
function Refusal({ error }: { error: Error | null }) {
  const { control } = useFormContext();
  const fields = error instanceof ApiProblem ? Object.keys(error.errors) : [];
  const told = fields.length > 0 && fields.every((name) => control._names.mount.has(name));
  return told ? null : <ProblemAlert error={error} />;
}

function FormDialogActions({
  submitLabel,
  closeLabel,
  danger,
  busy,
  ready = true,
  onClose,
}: FormDialogProps) {
  const translate = useTranslate();
  const { isSubmitting } = useFormState();
  const working = isSubmitting || (busy ?? false);
  const kept = useKeptFocus(working);
  return (
    <DialogActions>
      <Button onClick={onClose}>
        {working ? translate('desk.leave') : (closeLabel ?? translate('desk.cancel'))}
      </Button>
      <Button
        {...kept}
        type="submit"
        variant="contained"
        color={danger ? 'error' : 'primary'}
        disabled={working || !ready}
      >
        {working ? translate('desk.working') : (submitLabel ?? translate('desk.save'))}
      </Button>
    </DialogActions>
  );
}
