import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { NavLink } from 'react-router';
import { useMenu } from '../layout/menus.ts';

/** The settings pages share a list at the left; `layout/menus.ts` names them. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const translate = useTranslate();
  const overview = { path: '/settings', text: 'desk.admin.home.title' };
  const entries = [overview, ...useMenu('settings')];
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: '200px minmax(0, 1fr)' },
        gap: 3,
      }}
    >
      <Box
        component="nav"
        aria-label={translate('desk.nav.settings')}
        sx={{
          display: 'flex',
          flexDirection: { xs: 'row', md: 'column' },
          flexWrap: 'wrap',
          gap: 0.25,
          alignSelf: 'start',
        }}
      >
        {entries.map((entry) => (
          <Box
            key={entry.path}
            component={NavLink}
            to={entry.path}
            end
            sx={(theme) => ({
              px: 1.25,
              py: 0.75,
              borderRadius: 1,
              color: theme.desk.text,
              textDecoration: 'none',
              '&.active': {
                backgroundColor: theme.desk.accentSoft,
                color: theme.desk.accent,
                fontWeight: 700,
              },
              '&:hover': { backgroundColor: theme.desk.sunken },
            })}
          >
            {translate(entry.text)}
          </Box>
        ))}
      </Box>
      <Box sx={{ minWidth: 0 }}>{children}</Box>
    </Box>
  );
}
