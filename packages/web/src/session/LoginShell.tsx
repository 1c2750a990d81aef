import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Notification, useTranslate } from 'react-admin';
import { LanguageToggle, ThemeToggle } from '../layout/Toggles.tsx';

/** The quiet page around login and setup: what this is at the left, the form at the right. */
export function LoginShell({ title, children }: { title: string; children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Box
      sx={{
        minHeight: '100vh',
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: 'minmax(320px, 5fr) 7fr' },
        gridTemplateRows: { xs: 'auto 1fr', md: '1fr' },
        backgroundColor: 'background.default',
      }}
    >
      <Box
        component="header"
        sx={(theme) => ({
          backgroundColor: theme.desk.bar,
          color: theme.desk.onBar,
          p: { xs: 2.5, md: 6 },
          display: 'flex',
          flexDirection: 'column',
          justifyContent: { md: 'space-between' },
          gap: 2,
        })}
      >
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, fontWeight: 700, fontSize: '1.125rem' }}>
          <Box component="img" src="/mark.svg" alt="" sx={{ width: 32, height: 32 }} />
          {translate('desk.title')}
        </Box>
        <Box sx={{ display: { xs: 'none', md: 'block' } }}>
          <Box aria-hidden sx={{ display: 'flex', alignItems: 'center', mb: 3 }}>
            {[1, 2, 3, 4, 5].map((n) => (
              <Box key={n} sx={{ display: 'flex', alignItems: 'center' }}>
                {n > 1 ? (
                  <Box sx={(theme) => ({ width: 28, borderTop: `2px solid ${theme.desk.barQuiet}` })} />
                ) : null}
                <Box
                  sx={(theme) => ({
                    width: 26,
                    height: 26,
                    borderRadius: '50%',
                    border: `2px solid ${theme.desk.barQuiet}`,
                    display: 'grid',
                    placeItems: 'center',
                    fontSize: '0.75rem',
                    fontWeight: 700,
                    ...(n === 3 ? { backgroundColor: theme.desk.onBar, color: theme.desk.bar } : {}),
                  })}
                >
                  {n}
                </Box>
              </Box>
            ))}
          </Box>
          <Typography sx={{ fontSize: '1.5rem', lineHeight: 1.3, fontWeight: 600, maxWidth: '22ch' }}>
            {translate('desk.account_pages.claim')}
          </Typography>
        </Box>
        <Typography
          variant="body2"
          sx={(theme) => ({ color: theme.desk.barQuiet, display: { xs: 'none', md: 'block' } })}
        >
          {translate('desk.account_pages.claimSmall')}
        </Typography>
      </Box>
      <Box component="main" sx={{ display: 'flex', flexDirection: 'column', p: { xs: 2.5, md: 6 } }}>
        <Box sx={{ alignSelf: 'flex-end', display: 'flex' }}>
          <LanguageToggle />
          <ThemeToggle />
        </Box>
        <Box sx={{ my: { md: 'auto' }, pt: 2, width: '100%', maxWidth: 380 }}>
          <Typography variant="h1" sx={{ mb: 2.5, fontSize: '1.5rem' }}>
            {title}
          </Typography>
          {children}
        </Box>
      </Box>
      <Notification />
    </Box>
  );
}
