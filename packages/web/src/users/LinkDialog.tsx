import type { UserRow } from '@srs-desk/shared/api/users.ts';
import { useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import { FormDialog } from '../kit/form/FormDialog.tsx';
import { LinkMade } from './LinkMade.tsx';

/** Says what a new link does, makes it, and shows it once. */
export function LinkDialog({ user, onClose }: { user: UserRow; onClose: () => void }) {
  const translate = useTranslate();
  const make = useVerb('makeAccountLink', { touches: ['users', 'approvals'] });
  const { username } = user;
  const invited = user.passwordChangedAt === null;
  const text = (key: string, options?: object) => translate(`desk.admin.users.${key}`, options);
  const made = make.data && 'link' in make.data ? make.data.link : make.data;
  if (made) return <LinkMade username={username} invited={invited} link={made} onClose={onClose} />;
  return (
    <FormDialog
      title={text(invited ? 'invitation' : 'reset', { name: username })}
      submitLabel={text('makeLink')}
      onSubmit={() => make.mutateAsync({ username })}
      onClose={onClose}
    >
      <p>{text(invited ? 'invitationHelp' : 'resetHelp')}</p>
      {user.linkUntil ? <p>{text('replacesLink')}</p> : null}
    </FormDialog>
  );
}
