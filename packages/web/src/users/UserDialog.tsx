import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { type UserRow, userInput, userPatch } from '@srs-desk/shared/api/users.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { CheckInput } from '../kit/form/CheckInput.tsx';
import { choicesOf } from '../kit/form/choices-of.ts';
import { RecordDialog } from '../kit/form/RecordDialog.tsx';
import { resolverOf } from '../kit/form/resolver-of.ts';

/** Makes a user, or changes one. */
export function UserDialog({ user, onClose }: { user?: UserRow; onClose: () => void }) {
  const translate = useTranslate();
  return (
    <RecordDialog
      resource="users"
      id={user?.id}
      title={user?.username ?? translate('desk.admin.users.add')}
      resolver={resolverOf(user ? userPatch : userInput)}
      defaultValues={{ role: 'support', password: null }}
      saved="desk.admin.users.saved"
      onClose={onClose}
    >
      {user ? null : <TextInput source="username" required autoFocus autoComplete="off" />}
      <TextInput source="displayName" required />
      <SelectInput source="role" choices={choicesOf(ROLES, 'desk.words.role')} isRequired />
      <TextInput
        source="password"
        type="password"
        required={!user}
        autoComplete="new-password"
        helperText={user ? 'desk.admin.users.passwordKept' : 'desk.account_pages.passwordRule'}
      />
      {user ? <CheckInput source="disabled" /> : null}
    </RecordDialog>
  );
}
