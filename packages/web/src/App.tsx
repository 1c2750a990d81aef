import { CssBaseline } from '@mui/material';
import { type ComponentType, lazy, Suspense } from 'react';
import {
  AdminContext,
  CoreAdminUI,
  CustomRoutes,
  type DataProvider,
  type I18nProvider,
  Notification,
  type RaThemeOptions,
  Resource,
} from 'react-admin';
import { BrowserRouter, Route } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { authProvider } from './authProvider.ts';
import type { DeskPage } from './desk-page.ts';
import { Frame } from './layout/Frame.tsx';
import { Guarded } from './layout/Guarded.tsx';
import { PageLoading } from './layout/PageLoading.tsx';
import { PageStumble } from './layout/PageStumble.tsx';
import { PagesContext } from './layout/usePages.ts';
import { pages, resources } from './registry.ts';
import { preferenceStore } from './session/preference-store.ts';
import { darkTheme, lightTheme } from './theme/theme.ts';

const store = preferenceStore();
const SetupPage = lazy(() => import('./session/SetupPage.tsx'));
const NoPermission = lazy(async () => ({ default: (await import('./kit/States.tsx')).NoPermission }));
const MissingPage = lazy(async () => ({ default: (await import('./layout/MissingPage.tsx')).MissingPage }));
const LoginPage = lazy(async () => ({ default: (await import('./session/LoginPage.tsx')).LoginPage }));
const allPages = [...resources.map(({ name, options }) => ({ path: `/${name}`, ...options })), ...pages];
const lazyPages = new Map<DeskPage, ComponentType>(pages.map((page) => [page, lazy(page.load)]));

function elementOf(page: DeskPage) {
  const Page = lazyPages.get(page);
  return <Guarded permission={page.permission}>{Page ? <Page /> : null}</Guarded>;
}

/** Where the server's answer about the session could not be read. */
const NoSession = lazy(async () => {
  const { ErrorState } = await import('./kit/States.tsx');
  return { default: () => <ErrorState error={new Error('desk.error.session')} /> };
});

function Stumble({ error, resetErrorBoundary }: { error: Error; resetErrorBoundary(args: unknown): void }) {
  return <PageStumble error={error} onAgain={() => resetErrorBoundary(null)} />;
}

function Login() {
  return (
    <Suspense fallback={<PageLoading />}>
      <LoginPage />
    </Suspense>
  );
}

interface AppProps {
  dataProvider: DataProvider;
  i18nProvider: I18nProvider;
}

/**
 * The desk: what `<Admin>` is made of, with the house's own frame, looks and pages; `<Admin>` itself would bring a layout,
 * a login page and a theme of its own along, a fifth of what the first page loads.
 */
export function App({ dataProvider, i18nProvider }: AppProps) {
  return (
    <BrowserRouter>
      <PagesContext.Provider value={allPages}>
        <AdminContext
          authProvider={authProvider}
          dataProvider={dataProvider}
          i18nProvider={i18nProvider}
          queryClient={queryClient}
          store={store}
          theme={lightTheme as RaThemeOptions}
          darkTheme={darkTheme as RaThemeOptions}
        >
          <CssBaseline enableColorScheme>
            <CoreAdminUI
              title="SRS Desk"
              layout={Frame}
              loginPage={Login}
              loading={PageLoading}
              catchAll={MissingPage}
              accessDenied={NoPermission}
              authenticationError={NoSession}
              error={Stumble}
              requireAuth
              disableTelemetry
            >
              <CustomRoutes noLayout>
                <Route
                  path="/setup"
                  element={
                    <Suspense fallback={<PageLoading />}>
                      <SetupPage />
                    </Suspense>
                  }
                />
              </CustomRoutes>
              <CustomRoutes>
                {pages.map((page) => (
                  <Route key={page.path} path={page.path} element={elementOf(page)} />
                ))}
              </CustomRoutes>
              {resources.map((resource) => (
                <Resource key={resource.name} {...resource} />
              ))}
            </CoreAdminUI>
            <Notification />
          </CssBaseline>
        </AdminContext>
      </PagesContext.Provider>
    </BrowserRouter>
  );
}
