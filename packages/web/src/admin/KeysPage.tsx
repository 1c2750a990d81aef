import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  LinearProgress,
  MenuItem,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material';
import { ROLES, type Role } from '@srs-desk/shared/access/roles.ts';
import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { MONO } from '../theme/theme.ts';
import { SettingsFrame } from './SettingsFrame.tsx';

/** Keys for machines. A key is shown once, when it is made. */
export default function KeysPage() {
  const translate = useTranslate();
  const keys = useApi<ApiKeyRow[]>('api-keys?range=[0,499]', { refreshOn: ['api-keys'] });
  const [making, setMaking] = useState(false);
  const revoke = useAction(async (id: number) => {
    await ask(`api-keys/${id}`, { method: 'DELETE' });
    keys.refetch();
  });
  const text = (key: string) => translate(`desk.admin.keys.${key}`);
  return (
    <SettingsFrame>
      <PageTitle
        title={text('title')}
        actions={
          <Button variant="contained" onClick={() => setMaking(true)}>
            {text('add')}
          </Button>
        }
      >
        {text('intro')}
      </PageTitle>
      {keys.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {keys.error && !keys.data ? <ErrorState error={keys.error} onRetry={keys.refetch} /> : null}
      {keys.data?.length === 0 ? <EmptyState title={text('none')} /> : null}
      {keys.data && keys.data.length > 0 ? (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small">
            <TableHead>
              <TableRow>
                {['name', 'prefix', 'role', 'made', 'expires'].map((column) => (
                  <TableCell key={column}>{text(column)}</TableCell>
                ))}
                <TableCell component="td" />
              </TableRow>
            </TableHead>
            <TableBody>
              {keys.data.map((key) => (
                <TableRow key={key.id}>
                  <TableCell>{key.name}</TableCell>
                  <TableCell sx={{ fontFamily: MONO }}>{key.prefix}…</TableCell>
                  <TableCell>{translate(`desk.roles.${key.role}`)}</TableCell>
                  <TableCell>
                    {key.createdBy} · <RelativeTime at={key.createdAt} />
                  </TableCell>
                  <TableCell>{key.expiresAt ? <RelativeTime at={key.expiresAt} /> : text('never')}</TableCell>
                  <TableCell align="right">
                    {key.revokedAt ? (
                      <>
                        {text('revoked')} <RelativeTime at={key.revokedAt} />
                      </>
                    ) : (
                      <Button color="error" disabled={revoke.busy} onClick={() => void revoke.run(key.id)}>
                        {text('revoke')}
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      ) : null}
      <ProblemAlert error={revoke.error} />
      {making ? (
        <KeyDialog
          onClose={() => {
            setMaking(false);
            keys.refetch();
          }}
        />
      ) : null}
    </SettingsFrame>
  );
}

function KeyDialog({ onClose }: { onClose: () => void }) {
  const translate = useTranslate();
  const titleId = useId();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('support');
  const [made, setMade] = useState<string | null>(null);
  const make = useAction(async () => {
    const answer = await ask<{ key: string }>('api-keys', {
      method: 'POST',
      body: { name: name.trim(), role },
    });
    setMade(answer.key);
  });
  const text = (key: string) => translate(`desk.admin.keys.${key}`);
  return (
    <Dialog open onClose={made ? () => undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make.run();
        }}
      >
        <DialogTitle id={titleId}>{text('add')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '& > :first-of-type': { mt: 1 } }}>
          {made ? (
            <>
              <Alert severity="warning">{text('once')}</Alert>
              <Box sx={{ fontFamily: MONO, overflowWrap: 'anywhere' }}>{made}</Box>
              <CopyButton text={made} label={text('copy')} words variant="contained" />
            </>
          ) : (
            <>
              <TextField
                label={text('name')}
                value={name}
                onChange={(event) => setName(event.target.value)}
                required
                autoFocus
              />
              <TextField
                select
                label={text('role')}
                value={role}
                onChange={(event) => setRole(event.target.value as Role)}
              >
                {ROLES.map((one) => (
                  <MenuItem key={one} value={one}>
                    {translate(`desk.roles.${one}`)}
                  </MenuItem>
                ))}
              </TextField>
              <ProblemAlert error={make.error} />
            </>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{translate(made ? 'desk.close' : 'desk.cancel')}</Button>
          {made ? null : (
            <Button type="submit" variant="contained" disabled={make.busy || name.trim() === ''}>
              {text('make')}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  );
}
