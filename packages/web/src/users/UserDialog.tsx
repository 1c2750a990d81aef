import { Alert } from '@mui/material';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { type UserRow, userPatch } from '@srs-desk/shared/api/users.ts';
import { SelectInput, TextInput, useGetIdentity, useListContext, useTranslate } from 'react-admin';
import { useWatch } from 'react-hook-form';
import { CheckInput } from '../kit/form/CheckInput.tsx';
import { choicesOf } from '../kit/form/choices-of.ts';
import { RecordDialog } from '../kit/form/RecordDialog.tsx';
import { resolverOf } from '../kit/form/resolver-of.ts';
import { type AccountNext, accountWarnings } from './account-warnings.ts';

/** Changes a user, and warns of what an admin would lose by it. */
export function UserDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const translate = useTranslate();
  return (
    <RecordDialog
      resource="users"
      id={user.id}
      title={user.username}
      resolver={resolverOf(userPatch)}
      saved="desk.admin.users.saved"
      onClose={onClose}
    >
      {user.issuer === null ? null : (
        <Alert severity="info">{translate('desk.admin.users.setByProvider', { issuer: user.issuer })}</Alert>
      )}
      <TextInput source="displayName" required readOnly={user.issuer !== null} />
      <SelectInput
        source="role"
        choices={choicesOf(ROLES, 'desk.words.role')}
        isRequired
        readOnly={user.issuer !== null}
      />
      <CheckInput source="disabled" />
      <Warnings user={user} />
    </RecordDialog>
  );
}

function Warnings({ user }: { user: UserRow }) {
  const [role, disabled] = useWatch({ name: ['role', 'disabled'] });
  return <AccountWarnings user={user} next={{ role, disabled: disabled === true }} />;
}

/** What a user would lose by a change. */
export function AccountWarnings({ user, next }: { user: UserRow; next: AccountNext }) {
  const translate = useTranslate();
  const { identity } = useGetIdentity();
  const { data: users = [] } = useListContext<UserRow>();
  return accountWarnings(users, user, { isOwn: user.username === identity?.id, next }).map((warning) => (
    <Alert key={warning} severity="warning">
      {translate(`desk.admin.users.warning.${warning}`)}
    </Alert>
  ));
}
