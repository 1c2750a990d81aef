import { Box, Button, LinearProgress, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { UserRow } from '@srs-desk/shared/api/users.ts';
import { useState } from 'react';
import { useGetIdentity, useNotify, useTranslate } from 'react-admin';
import { useApi } from '../api/use-api.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import { userStyle } from './account-look.ts';
import { SettingsFrame } from './SettingsFrame.tsx';
import { UserDialog } from './UserDialog.tsx';
import { UserSessionsDialog } from './UserSessionsDialog.tsx';

/** Who may log in, and as what. */
export default function UsersPage() {
  const translate = useTranslate();
  const notify = useNotify();
  const { identity } = useGetIdentity();
  const users = useApi<UserRow[]>('users?range=[0,499]', { refreshOn: ['users'] });
  const [editing, setEditing] = useState<UserRow | 'new' | null>(null);
  const [sessionsOf, setSessionsOf] = useState<string | null>(null);
  const text = (key: string) => translate(`desk.admin.users.${key}`);
  return (
    <SettingsFrame>
      <PageTitle
        title={text('title')}
        actions={
          <Button variant="contained" onClick={() => setEditing('new')}>
            {text('add')}
          </Button>
        }
      >
        {text('intro')}
      </PageTitle>
      {users.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {users.error && !users.data ? <ErrorState error={users.error} onRetry={users.refetch} /> : null}
      {users.data ? (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small">
            <TableHead>
              <TableRow>
                {['username', 'displayName', 'role', 'seen', 'state', 'passwordSet'].map((column) => (
                  <TableCell key={column}>{text(column)}</TableCell>
                ))}
                <TableCell component="td" />
              </TableRow>
            </TableHead>
            <TableBody>
              {users.data.map((user) => (
                <TableRow key={user.id}>
                  <TableCell>
                    {user.username}
                    {user.username === identity?.id ? ` (${text('you')})` : ''}
                  </TableCell>
                  <TableCell>{user.displayName}</TableCell>
                  <TableCell>{translate(`desk.words.role.${user.role}`)}</TableCell>
                  <TableCell>
                    <RelativeTime at={user.lastSeenAt} />
                  </TableCell>
                  <TableCell>
                    <StateChip
                      {...userStyle(user.disabled)}
                      label={text(user.disabled ? 'disabled' : 'enabled')}
                    />
                  </TableCell>
                  <TableCell>
                    <RelativeTime at={user.passwordChangedAt} />
                  </TableCell>
                  <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                    <Button
                      aria-label={translate('desk.admin.users.sessionsOf', { name: user.username })}
                      onClick={() => setSessionsOf(user.username)}
                    >
                      {text('sessions')}
                    </Button>
                    <Button
                      aria-label={`${translate('ra.action.edit')}: ${user.username}`}
                      onClick={() => setEditing(user)}
                    >
                      {translate('ra.action.edit')}
                    </Button>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      ) : null}
      {editing === null ? null : (
        <UserDialog
          user={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={() => {
            setEditing(null);
            notify('desk.admin.users.saved', { type: 'success' });
            users.refetch();
          }}
        />
      )}
      {sessionsOf === null ? null : (
        <UserSessionsDialog username={sessionsOf} onClose={() => setSessionsOf(null)} />
      )}
    </SettingsFrame>
  );
}
