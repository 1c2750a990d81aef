import { Button, CssBaseline } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import {
  AdminContext,
  CoreAdminUI,
  CustomRoutes,
  type DataProvider,
  type I18nProvider,
  Notification,
  type RaThemeOptions,
  Resource,
  useTranslate,
} from 'react-admin';
import { createBrowserRouter, Link, Navigate, Route, RouterProvider } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { authProvider } from './authProvider.ts';
import { HomePage } from './dashboard/home-page.ts';
import type { DeskResource } from './desk-resource.ts';
import { Texts } from './i18n/Texts.tsx';
import { PageTitle } from './kit/PageTitle.tsx';
import { Frame } from './layout/Frame.tsx';
import { movedRoutes } from './layout/moved.tsx';
import { PageAccess } from './layout/PageAccess.tsx';
import { PageLoading } from './layout/PageLoading.tsx';
import { PageStumble } from './layout/PageStumble.tsx';
import { pages } from './pages.ts';
import { resources } from './resources.ts';
import { preferenceStore } from './session/preference-store.ts';
import { RETURN_PAGE } from './session/provider-window.ts';
import { darkTheme, lightTheme } from './theme/theme.ts';

const store = preferenceStore();
const PasswordLinkPage = lazy(() => import('./session/PasswordLinkPage.tsx'));
const ProviderReturnPage = lazy(() => import('./session/ProviderReturnPage.tsx'));
const SetupPage = lazy(() => import('./session/SetupPage.tsx'));
const DeniedPage = lazy(async () => ({ default: (await import('./layout/DeniedPage.tsx')).DeniedPage }));
const MissingPage = lazy(async () => ({ default: (await import('./layout/MissingPage.tsx')).MissingPage }));
const LoginPage = lazy(async () => ({ default: (await import('./session/LoginPage.tsx')).LoginPage }));

/** A resource as react-admin takes it. It knows the page of one at `/orders/12/show`; the desk has it at `/orders/12`. */
function resourceOf({ list, show, create, children, ...resource }: DeskResource) {
  return (
    <Resource
      key={resource.name}
      {...resource}
      {...(list && { list: <PageAccess action="list" page={list} /> })}
      {...(create && { create: <PageAccess action="create" page={create} /> })}
      {...(show && { show: <Navigate replace to=".." relative="path" /> })}
    >
      {children}
      {show ? <Route path=":id" element={<PageAccess action="show" page={show} />} /> : null}
      {list ? null : <Route path="*" element={<MissingPage />} />}
    </Resource>
  );
}

/** Where the server's answer about the session could not be read. */
function NoSession() {
  const translate = useTranslate();
  return (
    <div role="alert">
      <PageTitle title={translate('desk.error.title')}>{translate('desk.error.session')}</PageTitle>
      <Button component={Link} to="/" variant="outlined">
        {translate('desk.retry')}
      </Button>
    </div>
  );
}

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
function Desk({ dataProvider, i18nProvider }: AppProps) {
  // Another language is for Texts: there is none to change to here.
  const spoken: I18nProvider = {
    ...i18nProvider,
    getLocale: () => store.getItem<string>('locale') ?? i18nProvider.getLocale(),
  };
  return (
    <AdminContext
      authProvider={authProvider}
      dataProvider={dataProvider}
      i18nProvider={spoken}
      queryClient={queryClient}
      store={store}
      theme={lightTheme as RaThemeOptions}
      darkTheme={darkTheme as RaThemeOptions}
    >
      <Texts first={i18nProvider}>
        <CssBaseline enableColorScheme>
          <CoreAdminUI
            title="SRS Desk"
            layout={Frame}
            dashboard={HomePage}
            loginPage={Login}
            loading={PageLoading}
            catchAll={MissingPage}
            accessDenied={DeniedPage}
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
              <Route
                path={RETURN_PAGE}
                element={
                  <Suspense fallback={<PageLoading />}>
                    <ProviderReturnPage />
                  </Suspense>
                }
              />
              <Route
                path="/password-link"
                element={
                  <Suspense fallback={<PageLoading />}>
                    <PasswordLinkPage />
                  </Suspense>
                }
              />
            </CustomRoutes>
            <CustomRoutes>
              {movedRoutes}
              {pages.map(({ path, noun, page }) => (
                <Route
                  key={path}
                  path={path}
                  element={<PageAccess resource={noun} action="list" page={page} />}
                />
              ))}
            </CustomRoutes>
            {resources.map(resourceOf)}
          </CoreAdminUI>
          <Notification />
        </CssBaseline>
      </Texts>
    </AdminContext>
  );
}

/** The desk in a router that can ask before a page with unsaved changes is left. */
export function App(props: AppProps) {
  const [router] = useState(() => createBrowserRouter([{ path: '*', element: <Desk {...props} /> }]));
  return <RouterProvider router={router} />;
}
