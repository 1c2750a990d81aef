import { Box } from '@mui/material';
import { type LazyExoticComponent, lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { version } from '../../package.json';
import { useClosedMonthsQuestion } from '../billing/prices/closed-months-hold.ts';
import { LoadAhead } from '../kit/LoadAhead.tsx';
import { PageErrorBoundary } from '../kit/PageErrorBoundary.tsx';
import { LiveProvider } from '../live/LiveProvider.tsx';
import { type Need, useSessionNeeds } from '../session/session-hold.ts';
import { Bar } from './Bar.tsx';
import { Navigation } from './Navigation.tsx';
import { PageLoading } from './PageLoading.tsx';
import { PageStumble } from './PageStumble.tsx';
import { SyncBanner } from './SyncBanner.tsx';
import { useFocusOnNewPage } from './useFocusOnNewPage.ts';
import { useFrameKeys } from './useFrameKeys.ts';

const loadPalette = () => import('../search/SearchPalette.tsx');
const ClosedMonthsDialog = lazy(() => import('../billing/prices/ClosedMonthsDialog.tsx'));
const loadProofs = () => import('../session/ProveAgain.tsx');
const ASKED: Readonly<Record<Need, LazyExoticComponent<() => ReactNode>>> = {
  login: lazy(() => import('../session/LoginAgain.tsx')),
  proof: lazy(async () => ({ default: (await loadProofs()).ProveAgain })),
  password: lazy(async () => ({ default: (await loadProofs()).ChooseOwnPassword })),
  factor: lazy(() => import('../session/EnrolFactor.tsx')),
};
const loadKeySheet = () => import('./KeySheet.tsx');
/** So that neither waits for the network when its key is pressed. */
const loadOverlays = () => Promise.all([loadPalette(), loadKeySheet()]);
const SearchPalette = lazy(async () => ({ default: (await loadPalette()).SearchPalette }));
const KeySheet = lazy(async () => ({ default: (await loadKeySheet()).KeySheet }));

/** What surrounds every page: search, freshness, navigation, keyboard. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <LiveProvider>
      <FrameBody>{children}</FrameBody>
    </LiveProvider>
  );
}

function FrameBody({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const [search, setSearch] = useState<{ text: string; go: boolean } | null>(null);
  const [keys, setKeys] = useState(false);
  useFrameKeys({
    openSearch: (text, go) => setSearch({ text, go }),
    openKeys: () => setKeys(true),
  });
  const needs = useSessionNeeds();
  const closedMonths = useClosedMonthsQuestion();
  useFocusOnNewPage(pathname);
  return (
    <Box
      sx={{
        minHeight: '100vh',
        display: 'flex',
        flexDirection: 'column',
        backgroundColor: 'background.default',
      }}
    >
      <Box component="a" href="#main" sx={skipLink}>
        {translate('ra.navigation.skip_nav')}
      </Box>
      <Box component="header" className="desk-screen-only" sx={{ position: 'sticky', top: 0, zIndex: 1100 }}>
        <Bar onSearch={() => setSearch({ text: '', go: false })} onKeys={() => setKeys(true)} />
        <Navigation />
        <SyncBanner />
      </Box>
      <Box
        component="main"
        id="main"
        tabIndex={-1}
        sx={{
          flex: 1,
          minWidth: 0,
          px: { xs: 1.5, md: 3 },
          py: 2,
          outline: 'none',
          maxWidth: 1760,
          width: '100%',
          mx: 'auto',
        }}
      >
        <PageErrorBoundary
          key={pathname}
          fallback={(error, again) => <PageStumble error={error} onAgain={again} />}
        >
          <Suspense fallback={<PageLoading />}>
            {children}
            <LoadAhead load={loadOverlays} />
          </Suspense>
        </PageErrorBoundary>
      </Box>
      <Box component="footer" className="desk-screen-only" sx={footer}>
        SRS Desk {version}
      </Box>
      <Suspense>
        {search ? (
          <SearchPalette initialText={search.text} goAtOnce={search.go} onClose={() => setSearch(null)} />
        ) : null}
        {keys ? <KeySheet onClose={() => setKeys(false)} /> : null}
        {closedMonths ? <ClosedMonthsDialog /> : null}
        {needs.map((need) => {
          const Asked = ASKED[need];
          return <Asked key={need} />;
        })}
      </Suspense>
    </Box>
  );
}

const footer = { px: { xs: 1.5, md: 3 }, py: 1, color: 'text.secondary', fontSize: '0.75rem' } as const;

const skipLink = {
  position: 'absolute',
  left: 8,
  top: -60,
  zIndex: 1300,
  px: 1.5,
  py: 1,
  borderRadius: 1,
  backgroundColor: 'background.paper',
  color: 'primary.main',
  '&:focus': { top: 8 },
} as const;
