import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { type ReactNode, useId } from 'react';
import { useTranslate } from 'react-admin';
import { useKeptFocus } from './form/use-kept-focus.ts';

interface ConfirmDialogProps {
  title: string;
  /** The verb of what will happen. */
  confirmLabel: string;
  busy: boolean;
  children: ReactNode;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once before something is taken away. */
export function ConfirmDialog({
  title,
  confirmLabel,
  busy,
  children,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const kept = useKeptFocus(busy);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 1.5 }}>{children}</Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {translate(busy ? 'desk.leave' : 'desk.cancel')}
        </Button>
        <Button {...kept} variant="contained" color="error" disabled={busy} onClick={onConfirm}>
          {confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
