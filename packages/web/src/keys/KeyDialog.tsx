import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { useId } from 'react';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { choicesOf } from '../kit/form/choices-of.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { MONO } from '../theme/theme.ts';

/** How long a key may live, in days; null for ever. */
const LIVES = [30, 90, 365, null] as const;
const DAY_MS = 86_400_000;

function endOf(days: string): { expiresAt?: string } {
  return days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() };
}

/** Makes a key and shows it, once. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const make = useVerb('makeKey', { touches: ['api-keys'] });
  if (make.data) return <MadeKey apiKey={make.data.key} onClose={onClose} />;
  const lives = LIVES.map((days) =>
    days === null ? { id: '', name: text('never') } : { id: String(days), name: text('inDays', { days }) },
  );
  return (
    <FormDialog
      title={text('add')}
      submitLabel={text('make')}
      defaultValues={{ role: 'support', days: '365' }}
      maxWidth="sm"
      onSubmit={({ name, role, days }) => make.mutateAsync({ name, role, ...endOf(days ?? '') })}
      onClose={onClose}
    >
      <TextInput source="name" resource="api-keys" required autoFocus />
      <SelectInput
        source="role"
        resource="api-keys"
        choices={choicesOf(ROLES, 'desk.words.role')}
        isRequired
      />
      <SelectInput
        source="days"
        label="resources.api-keys.fields.expiresAt"
        choices={lives}
        translateChoice={false}
        isRequired
      />
    </FormDialog>
  );
}

/** The key itself, for the only time. Closing it takes a click on purpose. */
function MadeKey({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const translate = useTranslate();
  const titleId = useId();
  return (
    <Dialog open aria-labelledby={titleId} fullWidth maxWidth="sm">
      <DialogTitle id={titleId}>{translate('desk.admin.keys.add')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="warning">{translate('desk.admin.keys.once')}</Alert>
        <Box sx={{ fontFamily: MONO, overflowWrap: 'anywhere' }} data-api-key>
          {apiKey}
        </Box>
        <CopyButton text={apiKey} label={translate('desk.admin.keys.copy')} words variant="contained" />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('desk.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
