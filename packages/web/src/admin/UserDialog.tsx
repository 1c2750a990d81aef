import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  MenuItem,
  TextField,
} from '@mui/material';
import { ROLES, type Role } from '@srs-desk/shared/access/roles.ts';
import type { UserRow } from '@srs-desk/shared/api/users.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { ApiProblem } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';

interface UserDialogProps {
  /** Null makes a new one. */
  user: UserRow | null;
  onClose(): void;
  onSaved(): void;
}

interface UserFields {
  username: string;
  displayName: string;
  role: Role;
  disabled: boolean;
  password: string;
}

/** Only what was changed is sent: a whitelist of its own on the server takes nothing else. */
export function changesOf(user: UserRow, fields: UserFields): Record<string, unknown> {
  return {
    ...(fields.displayName === user.displayName ? {} : { displayName: fields.displayName }),
    ...(fields.role === user.role ? {} : { role: fields.role }),
    ...(fields.disabled === user.disabled ? {} : { disabled: fields.disabled }),
    ...(fields.password === '' ? {} : { password: fields.password }),
  };
}

/** Makes a user, or changes one. */
export function UserDialog({ user, onClose, onSaved }: UserDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const [fields, setFields] = useState<UserFields>({
    username: user?.username ?? '',
    displayName: user?.displayName ?? '',
    role: user?.role ?? 'support',
    disabled: user?.disabled ?? false,
    password: '',
  });
  const save = useAction(async () => {
    if (user === null) {
      const { disabled: _new, ...input } = fields;
      await ask('users', { method: 'POST', body: input });
    } else {
      const changes = changesOf(user, fields);
      if (Object.keys(changes).length > 0) {
        await ask(`users/${encodeURIComponent(user.username)}`, { method: 'PATCH', body: changes });
      }
    }
    onSaved();
  });
  const errors = save.error instanceof ApiProblem ? save.error.errors : {};
  const text = (key: string) => translate(`desk.admin.users.${key}`);
  const field = (name: 'username' | 'displayName' | 'password', extra: object, help?: string) => (
    <TextField
      label={text(name)}
      value={fields[name]}
      onChange={(event) => setFields({ ...fields, [name]: event.target.value })}
      error={name in errors}
      helperText={errors[name] ?? help}
      {...extra}
    />
  );
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save.run();
        }}
      >
        <DialogTitle id={titleId}>{user ? user.username : text('add')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          {user ? null : field('username', { required: true, autoFocus: true, autoComplete: 'off' })}
          {field('displayName', { required: true })}
          <TextField
            select
            label={text('role')}
            value={fields.role}
            onChange={(event) => setFields({ ...fields, role: event.target.value as Role })}
          >
            {ROLES.map((role) => (
              <MenuItem key={role} value={role}>
                {translate(`desk.words.role.${role}`)}
              </MenuItem>
            ))}
          </TextField>
          {field(
            'password',
            { type: 'password', required: user === null, autoComplete: 'new-password' },
            user ? text('passwordKept') : translate('desk.account_pages.passwordRule'),
          )}
          {user ? (
            <FormControlLabel
              control={
                <Checkbox
                  checked={fields.disabled}
                  onChange={(event) => setFields({ ...fields, disabled: event.target.checked })}
                />
              }
              label={text('disable')}
            />
          ) : null}
          <ProblemAlert error={save.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate('desk.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={save.busy}>
            {translate('desk.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
