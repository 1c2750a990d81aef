import { Box, Button, LinearProgress, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ApiKeyRow } from '@srs-desk/shared/api/users.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/use-api.ts';
import { actorText } from '../audit/log-filters.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { EmptyState, ErrorState } from '../kit/States.tsx';
import { MONO } from '../theme/theme.ts';
import { KEY_STYLE, keyStateOf } from './account-look.ts';
import { KeyDialog } from './KeyDialog.tsx';
import { RevokeKeyDialog } from './RevokeKeyDialog.tsx';
import { SettingsFrame } from './SettingsFrame.tsx';

/** Keys for machines. A key is shown once, when it is made. */
export default function KeysPage() {
  const translate = useTranslate();
  const keys = useApi<ApiKeyRow[]>('api-keys?range=[0,499]', { refreshOn: ['api-keys'] });
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<ApiKeyRow | null>(null);
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
                {['name', 'prefix', 'role', 'made', 'expires', 'state'].map((column) => (
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
                  <TableCell>{translate(`desk.words.role.${key.role}`)}</TableCell>
                  <TableCell>
                    {actorText(key.createdBy)} · <RelativeTime at={key.createdAt} />
                  </TableCell>
                  <TableCell>{key.expiresAt ? <RelativeTime at={key.expiresAt} /> : text('never')}</TableCell>
                  <TableCell>
                    <KeyState apiKey={key} />
                  </TableCell>
                  <TableCell align="right">
                    {keyStateOf(key, Date.now()) === 'valid' ? (
                      <Button color="error" onClick={() => setRevoking(key)}>
                        {text('revoke')} …
                      </Button>
                    ) : null}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      ) : null}
      {revoking === null ? null : (
        <RevokeKeyDialog
          apiKey={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => {
            setRevoking(null);
            keys.refetch();
          }}
        />
      )}
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

function KeyState({ apiKey }: { apiKey: ApiKeyRow }) {
  const translate = useTranslate();
  const state = keyStateOf(apiKey, Date.now());
  return (
    <>
      <StateChip {...KEY_STYLE[state]} label={translate(`desk.admin.keys.is.${state}`)} />{' '}
      {apiKey.revokedAt ? <RelativeTime at={apiKey.revokedAt} /> : null}
    </>
  );
}
