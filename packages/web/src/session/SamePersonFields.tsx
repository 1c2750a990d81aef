import { TextField } from '@mui/material';
import { TextInput, useTranslate } from 'react-admin';
import { sessionHolder } from './session-hold.ts';

/** Whose session it is, which stays as it is, and the password that this person proves it by. */
export function SamePersonFields() {
  const translate = useTranslate();
  return (
    <>
      <TextField
        label={translate('ra.auth.username')}
        value={sessionHolder() ?? ''}
        disabled
        autoComplete="username"
      />
      <TextInput
        source="password"
        label="ra.auth.password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
      />
    </>
  );
}
