import { TextInput } from 'react-admin';

/** A code of the authenticator app; where a recovery code is taken too, `help` says so. */
export function CodeInput({ help }: { help?: string }) {
  return (
    <TextInput
      source="code"
      label="desk.account_pages.code.label"
      {...(help === undefined ? {} : { helperText: help })}
      autoComplete="one-time-code"
      slotProps={{ htmlInput: { autoCapitalize: 'none', spellCheck: false, maxLength: 32 } }}
      required
      autoFocus
    />
  );
}
