import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  MenuItem,
  TextField,
} from '@mui/material';
import { ROLES, type Role } from '@srs-desk/shared/access/roles.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { MONO } from '../theme/theme.ts';

/** How long a key may live, in days; null for ever. */
const LIVES = [30, 90, 365, null] as const;
const DAY_MS = 86_400_000;

/** Makes a key and shows it, once. Closing it then takes a click on purpose. */
export function KeyDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const titleId = useId();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('support');
  const [days, setDays] = useState('365');
  const [made, setMade] = useState<string | null>(null);
  const text = (key: string, options?: object) => translate(`desk.admin.keys.${key}`, options);
  const make = useAction(async () => {
    const expiresAt =
      days === '' ? {} : { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() };
    const answer = await ask<{ key: string }>('api-keys', {
      method: 'POST',
      body: { name: name.trim(), role, ...expiresAt },
    });
    setMade(answer.key);
  });
  return (
    <Dialog open onClose={made ? () => undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make.run();
        }}
      >
        <DialogTitle id={titleId}>{text('add')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          {made ? (
            <>
              <Alert severity="warning">{text('once')}</Alert>
              <Box sx={{ fontFamily: MONO, overflowWrap: 'anywhere' }} data-api-key>
                {made}
              </Box>
              <CopyButton text={made} label={text('copy')} words variant="contained" />
            </>
          ) : (
            <>
              <TextField
                label={text('name')}
                value={name}
                onChange={(event) => setName(event.target.value)}
                required
                autoFocus
              />
              <TextField
                select
                label={text('role')}
                value={role}
                onChange={(event) => setRole(event.target.value as Role)}
              >
                {ROLES.map((one) => (
                  <MenuItem key={one} value={one}>
                    {translate(`desk.words.role.${one}`)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField
                select
                label={text('expires')}
                value={days}
                onChange={(event) => setDays(event.target.value)}
              >
                {LIVES.map((life) => (
                  <MenuItem key={String(life)} value={life === null ? '' : String(life)}>
                    {life === null ? text('never') : text('inDays', { days: life })}
                  </MenuItem>
                ))}
              </TextField>
              <ProblemAlert error={make.error} />
            </>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate(made ? 'desk.close' : 'desk.cancel')}</Button>
          {made ? null : (
            <Button type="submit" variant="contained" disabled={make.busy || name.trim() === ''}>
              {text('make')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
