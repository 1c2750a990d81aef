import { type ComponentType, lazy, Suspense } from 'react';
import { Admin, CustomRoutes, type DataProvider, type I18nProvider, type RaThemeOptions } from 'react-admin';
import { BrowserRouter, Route } from 'react-router';
import { queryClient } from './api/query-client.ts';
import { authProvider } from './authProvider.ts';
import type { DeskPage } from './desk-page.ts';
import { Frame } from './layout/Frame.tsx';
import { Guarded } from './layout/Guarded.tsx';
import { PageLoading } from './layout/PageLoading.tsx';
import { PagesContext } from './layout/usePages.ts';
import { pages } from './registry.ts';
import { preferenceStore } from './session/preference-store.ts';
import { darkTheme, lightTheme } from './theme/theme.ts';

const store = preferenceStore();
const SetupPage = lazy(() => import('./session/SetupPage.tsx'));
const MissingPage = lazy(async () => ({ default: (await import('./layout/MissingPage.tsx')).MissingPage }));
const LoginPage = lazy(async () => ({ default: (await import('./session/LoginPage.tsx')).LoginPage }));
const lazyPages = new Map<DeskPage, ComponentType>(pages.map((page) => [page, lazy(page.load)]));

function elementOf(page: DeskPage) {
  const Page = lazyPages.get(page);
  return <Guarded permission={page.permission}>{Page ? <Page /> : null}</Guarded>;
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

/** The desk: react-admin's core with the house's own frame, looks and pages. */
export function App({ dataProvider, i18nProvider }: AppProps) {
  return (
    <BrowserRouter>
      <PagesContext.Provider value={pages}>
        <Admin
          title="SRS Desk"
          authProvider={authProvider}
          dataProvider={dataProvider}
          i18nProvider={i18nProvider}
          queryClient={queryClient}
          store={store}
          theme={lightTheme as RaThemeOptions}
          darkTheme={darkTheme as RaThemeOptions}
          layout={Frame}
          loginPage={Login}
          loading={PageLoading}
          catchAll={MissingPage}
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
        </Admin>
      </PagesContext.Provider>
    </BrowserRouter>
  );
}
