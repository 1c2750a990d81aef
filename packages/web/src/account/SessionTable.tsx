import { Box, Button, LinearProgress, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useNotify, useTranslate } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ExactTime, RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';

const BROWSERS = [/Edg\/[\d]+/, /Firefox\/[\d]+/, /Chrome\/[\d]+/, /Version\/[\d]+.*Safari/];
const SYSTEMS = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'];

/** `Chrome/140, Linux` out of a user agent; null when it names no browser. */
export function deviceOf(userAgent: string | null): string | null {
  const agent = userAgent ?? '';
  const browser = BROWSERS.map((pattern) => pattern.exec(agent)?.[0]).find((found) => found !== undefined);
  if (browser === undefined) return null;
  const system = SYSTEMS.find((name) => agent.includes(name));
  const named = browser.startsWith('Version') ? 'Safari' : browser.replace('Edg', 'Edge').replace('/', ' ');
  return system === undefined ? named : `${named}, ${system}`;
}

/** Sessions of oneself (`username` null) or, for admins, of another. */
export function SessionTable({ username }: { username: string | null }) {
  const translate = useTranslate();
  const notify = useNotify();
  const sessions = useRead('sessions', 'sessionsOf', username === null ? {} : { username });
  const end = useVerb('endSessions', {
    touches: ['sessions'],
    onSuccess: (_ended, { ids }) =>
      notify(`desk.account_pages.sessions.${ids.length > 1 ? 'allEnded' : 'ended'}`, { type: 'info' }),
  });
  const text = (key: string) => translate(`desk.account_pages.sessions.${key}`);
  const others = sessions.data?.filter((session) => !session.current) ?? [];
  if (sessions.isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (!sessions.data) return <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />;
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" sx={{ maxWidth: 900 }}>
        <TableHead>
          <TableRow>
            <TableCell>{text('device')}</TableCell>
            <TableCell>{text('address')}</TableCell>
            <TableCell>{text('started')}</TableCell>
            <TableCell>{text('seen')}</TableCell>
            <TableCell>{text('ends')}</TableCell>
            <TableCell component="td" />
          </TableRow>
        </TableHead>
        <TableBody>
          {sessions.data.map((session) => (
            <TableRow key={session.id}>
              <TableCell>
                {deviceOf(session.userAgent) ?? text('other')}
                {session.current ? ` (${text('here')})` : ''}
              </TableCell>
              <TableCell>{session.address}</TableCell>
              <TableCell>
                <RelativeTime at={session.createdAt} />
              </TableCell>
              <TableCell>
                <RelativeTime at={session.seenAt} />
              </TableCell>
              <TableCell>
                <ExactTime at={session.expiresAt} />
              </TableCell>
              <TableCell align="right">
                {session.current ? null : (
                  <Button disabled={end.isPending} onClick={() => end.mutate({ ids: [session.id] })}>
                    {text('end')}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {sessions.data.length === 0 ? <EmptyState title={text('none')} /> : null}
      {others.length > 1 ? (
        <Button
          variant="outlined"
          disabled={end.isPending}
          onClick={() => end.mutate({ ids: others.map(({ id }) => id) })}
          sx={{ mt: 1 }}
        >
          {text(others.length === sessions.data.length ? 'endAll' : 'endOthers')}
        </Button>
      ) : null}
      <ProblemAlert error={end.error} />
    </Box>
  );
}
