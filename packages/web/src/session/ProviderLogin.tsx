import { Alert, Button, Divider } from '@mui/material';
import { isDeskPage } from '@srs-desk/shared/access/desk-page.ts';
import type { LoginOptions } from '@srs-desk/shared/api/session.ts';
import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { wayToProvider } from './provider-window.ts';

/** Where somebody wanted to go before they were asked to log in. */
function useWantedPage(): string {
  const state: unknown = useLocation().state;
  if (typeof state !== 'object' || state === null || !('nextPathname' in state)) return '/';
  const search = 'nextSearch' in state ? String(state.nextSearch ?? '') : '';
  const page = `${String(state.nextPathname)}${search}`;
  return isDeskPage(page) ? page : '/';
}

/** The way in by an identity provider, below the fields for a password where there are any. */
export function ProviderLogin({ options: { local, provider } }: { options: LoginOptions }) {
  const translate = useTranslate();
  const wanted = useWantedPage();
  if (provider === null) return null;
  const { label, reachable } = provider;
  return (
    <>
      {local ? <Divider sx={{ my: 2.5 }}>{translate('desk.account.provider.or')}</Divider> : null}
      <Button
        href={wayToProvider('login', wanted)}
        variant={local ? 'outlined' : 'contained'}
        size="large"
        fullWidth
      >
        {translate('desk.account.provider.logIn', { label })}
      </Button>
      {reachable ? null : (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {translate('desk.account.provider.silent', { label })}
        </Alert>
      )}
    </>
  );
}
