import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { MONO } from '../theme/theme.ts';
import { CopyButton } from './CopyButton.tsx';

interface ShownOnceDialogProps {
  title: string;
  /** That it is not shown again, and what it is for. */
  warning: string;
  secret: string;
  copyLabel: string;
  /** The verb of the way out; “Close” when absent. */
  closeLabel?: string;
  onClose(): void;
}

/** A secret for the only time it is shown. Closing it takes a click on purpose. */
export function ShownOnceDialog({
  title,
  warning,
  secret,
  copyLabel,
  closeLabel,
  onClose,
}: ShownOnceDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="warning">{warning}</Alert>
        <Box sx={{ fontFamily: MONO, overflowWrap: 'anywhere', whiteSpace: 'pre-line' }} data-secret>
          {secret}
        </Box>
        <CopyButton text={secret} label={copyLabel} words variant="contained" />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{closeLabel ?? translate('desk.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
