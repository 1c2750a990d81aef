import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { userInput } from '@srs-desk/shared/api/users.ts';
import { SelectInput, TextInput, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { choicesOf } from '../kit/form/choices-of.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { resolverOf } from '../kit/form/resolver-of.ts';
import { LinkMade } from './LinkMade.tsx';

/** Makes a user, and shows the invitation to pass on. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const invite = useVerb('inviteUser', { touches: ['users', 'approvals'] });
  const { data } = invite;
  if (data?.link) {
    const username = 'username' in data ? data.username : data.target;
    return <LinkMade username={username} invited link={data.link} onClose={onClose} />;
  }
  return (
    <FormDialog
      title={translate('desk.admin.users.add')}
      submitLabel={translate('desk.admin.users.invite')}
      resolver={resolverOf(userInput)}
      defaultValues={{ role: 'support' }}
      onSubmit={({ username, displayName, role }) => invite.mutateAsync({ username, displayName, role })}
      onClose={onClose}
    >
      <TextInput source="username" resource="users" required autoFocus autoComplete="off" />
      <TextInput source="displayName" resource="users" required />
      <SelectInput source="role" resource="users" choices={choicesOf(ROLES, 'desk.words.role')} isRequired />
    </FormDialog>
  );
}
