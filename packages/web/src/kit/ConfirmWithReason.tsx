import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { type ReactNode, useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ProblemAlert } from './ProblemAlert.tsx';

/** What the server takes as a reason at least (trimmed characters). */
const SHORTEST_REASON = 3;

interface ConfirmWithReasonProps {
  open: boolean;
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

/** Asks why, says what will happen, and only then does it. */
export function ConfirmWithReason(props: ConfirmWithReasonProps) {
  const {
    open,
    title,
    confirmLabel,
    closeLabel,
    children,
    danger,
    busy,
    ready = true,
    error,
    onConfirm,
    onClose,
    suggestions = [],
  } = props;
  const translate = useTranslate();
  const titleId = useId();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const tooShort = reason.trim().length < SHORTEST_REASON;
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!tooShort && !busy && ready) onConfirm(reason.trim());
  };
  return (
    <Dialog
      open={open}
      onClose={busy ? () => undefined : onClose}
      aria-labelledby={titleId}
      fullWidth
      maxWidth="sm"
    >
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          {children}
          {suggestions.length > 0 ? (
            <div>
              {suggestions.map((text) => (
                <Button
                  key={text}
                  size="small"
                  variant="outlined"
                  sx={{ mr: 0.5, mb: 0.5 }}
                  onClick={() => setReason(text)}
                >
                  {text}
                </Button>
              ))}
            </div>
          ) : null}
          <TextField
            label={translate('desk.reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
            // Where more is to be done first, it is to be read first.
            autoFocus={props.ready === undefined}
            fullWidth
            multiline
            minRows={2}
            error={asked && tooShort}
            helperText={translate(asked && tooShort ? 'desk.reasonShort' : 'desk.reasonHelp')}
            slotProps={{ htmlInput: { maxLength: 500 } }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
            }}
          />
          <ProblemAlert error={error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {closeLabel ?? translate('desk.cancel')}
          </Button>
          <Button
            type="submit"
            variant="contained"
            color={danger ? 'error' : 'primary'}
            disabled={busy || !ready}
          >
            {busy ? translate('desk.working') : confirmLabel}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
