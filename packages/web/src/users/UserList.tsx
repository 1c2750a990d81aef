import BlockOutlined from '@mui/icons-material/BlockOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import MailOutlined from '@mui/icons-material/MailOutlined';
import { Typography } from '@mui/material';
import type { UserRow } from '@srs-desk/shared/api/users.ts';
import { DataTable, ListBase, useCanAccess, useGetIdentity, useTranslate } from 'react-admin';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { useRead } from '../api/use-read.ts';
import { DeleteDialog } from '../kit/form/DeleteDialog.tsx';
import { DialogButton } from '../kit/form/DialogButton.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { ActionsCol, HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { accessTo } from '../session/access.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import { ResetFactorDialog } from './ResetFactorDialog.tsx';
import { AccountWarnings, UserDialog } from './UserDialog.tsx';
import { UserSessionsDialog } from './UserSessionsDialog.tsx';

const Col = DataTable.Col<UserRow>;
const BY_NAME = { field: 'username', order: 'ASC' } as const;

/** Who may log in, and as what. */
export default function UserList() {
  const translate = useTranslate();
  const { identity } = useGetIdentity();
  const { canAccess: mayManage } = useCanAccess(accessTo('users.manage'));
  const options = useRead('desk', 'loginOptions', {});
  const text = (key: string) => translate(`desk.admin.users.${key}`);
  return (
    <ListBase<UserRow> resource="users" sort={BY_NAME} perPage={100} disableAuthentication>
      <SettingsFrame>
        <PageTitle
          title={text('title')}
          actions={
            mayManage && options.data?.local !== false ? (
              <DialogButton label={text('add')} variant="contained">
                {(close) => <InviteDialog onClose={close} />}
              </DialogButton>
            ) : null
          }
        >
          {text('intro')}
        </PageTitle>
        <ListStates empty={null}>
          <Rows<UserRow> label={text('title')}>
            <HeadCol<UserRow>
              source="username"
              render={({ username, issuer }) => (
                <>
                  {username === identity?.id ? `${username} (${text('you')})` : username}
                  {issuer === null ? null : (
                    <Typography variant="caption" component="div" color="text.secondary">
                      {translate('desk.admin.users.from', { issuer })}
                    </Typography>
                  )}
                </>
              )}
            />
            <Col source="displayName" />
            <Col source="role" render={({ role }) => translate(`desk.words.role.${role}`)} />
            <Col source="lastSeenAt" render={(user) => <RelativeTime at={user.lastSeenAt} />} />
            <Col source="state" render={(user) => <UserState user={user} />} />
            <Col source="hasFactor" render={({ hasFactor }) => (hasFactor ? text('factor.has') : null)} />
            <Col source="passwordChangedAt" render={(user) => <RelativeTime at={user.passwordChangedAt} />} />
            {mayManage ? <ActionsCol<UserRow> render={(user) => <UserActions user={user} />} /> : null}
          </Rows>
          <Pages />
        </ListStates>
      </SettingsFrame>
    </ListBase>
  );
}

function UserState({ user: { disabled, issuer, passwordChangedAt, linkUntil } }: { user: UserRow }) {
  const translate = useTranslate();
  if (!disabled && issuer === null && passwordChangedAt === null) {
    const key = linkUntil === null ? 'invitationOver' : 'invited';
    return <StateChip icon={MailOutlined} tone="idle" label={translate(`desk.admin.users.${key}`)} />;
  }
  return disabled ? (
    <StateChip icon={BlockOutlined} tone="gone" label={translate('desk.admin.users.disabled')} />
  ) : (
    <StateChip icon={CheckCircleOutlined} tone="good" label={translate('desk.admin.users.enabled')} />
  );
}

function UserActions({ user }: { user: UserRow }) {
  const translate = useTranslate();
  return (
    <>
      <DialogButton
        label={translate('desk.admin.users.sessions')}
        aria-label={translate('desk.admin.users.sessionsOf', { name: user.username })}
      >
        {(close) => <UserSessionsDialog username={user.username} onClose={close} />}
      </DialogButton>
      {user.disabled || user.issuer !== null ? null : (
        <DialogButton
          label={translate(
            `desk.admin.users.${user.passwordChangedAt === null ? 'inviteAgain' : 'resetLabel'}`,
          )}
          aria-label={translate(
            `desk.admin.users.${user.passwordChangedAt === null ? 'invitation' : 'reset'}`,
            {
              name: user.username,
            },
          )}
        >
          {(close) => <LinkDialog user={user} onClose={close} />}
        </DialogButton>
      )}
      {user.hasFactor ? (
        <DialogButton
          label={translate('desk.admin.users.factor.reset')}
          aria-label={translate('desk.admin.users.factor.title', { name: user.username })}
        >
          {(close) => <ResetFactorDialog user={user} onClose={close} />}
        </DialogButton>
      ) : null}
      <DialogButton
        label={translate('ra.action.edit')}
        aria-label={`${translate('ra.action.edit')}: ${user.username}`}
      >
        {(close) => <UserDialog user={user} onClose={close} />}
      </DialogButton>
      <DialogButton
        label={translate('ra.action.delete')}
        aria-label={`${translate('ra.action.delete')}: ${user.username}`}
        color="error"
      >
        {(close) => (
          <DeleteDialog
            resource="users"
            record={user}
            title={translate('desk.admin.users.deleteTitle', { name: user.username })}
            confirmLabel={translate('ra.action.delete')}
            onClose={close}
          >
            <Typography variant="body2">{translate('desk.admin.users.deleteWhat')}</Typography>
            <AccountWarnings user={user} next={{ role: user.role, disabled: true }} />
          </DeleteDialog>
        )}
      </DialogButton>
    </>
  );
}
