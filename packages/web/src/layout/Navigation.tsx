import MenuOutlined from '@mui/icons-material/MenuOutlined';
import { Box, Button, Menu, MenuItem, useMediaQuery, useTheme } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { NavLink, useLocation, useNavigate } from 'react-router';
import { type MenuEntry, useMenu } from './menus.ts';

/** The entry that the page belongs to: by the first part of its address. */
function activeEntry(entries: readonly MenuEntry[], pathname: string): MenuEntry | null {
  const root = pathname.split('/')[1] ?? '';
  const holds = ({ path, holds = [] }: MenuEntry) =>
    path === `/${root}` || holds.some((noun) => noun === root);
  return entries.find(holds) ?? null;
}

/** The pages this role may use: a bar, on a phone a menu. */
export function Navigation() {
  const theme = useTheme();
  const narrow = useMediaQuery(theme.breakpoints.down('md'));
  const entries = useMenu('main');
  const { pathname } = useLocation();
  const active = activeEntry(entries, pathname);
  return narrow ? (
    <NavMenu entries={entries} active={active} />
  ) : (
    <NavBar entries={entries} active={active} />
  );
}

interface NavProps {
  entries: readonly MenuEntry[];
  active: MenuEntry | null;
}

function NavBar({ entries, active }: NavProps) {
  const translate = useTranslate();
  return (
    <Box
      component="nav"
      aria-label={translate('desk.nav.label')}
      sx={(theme) => ({
        display: 'flex',
        gap: 0.25,
        px: { xs: 0.5, md: 2 },
        backgroundColor: theme.desk.surface,
        borderBottom: `1px solid ${theme.desk.line}`,
      })}
    >
      {entries.map((entry) => (
        <Box
          key={entry.path}
          component={NavLink}
          to={entry.path}
          end
          aria-current={entry === active ? 'page' : undefined}
          sx={(theme) => ({
            px: 1.25,
            py: 1,
            fontSize: '0.875rem',
            textDecoration: 'none',
            color: entry === active ? theme.desk.accent : theme.desk.text,
            fontWeight: entry === active ? 700 : 500,
            boxShadow: entry === active ? `inset 0 -3px 0 ${theme.desk.accent}` : 'none',
            '&:hover': { backgroundColor: theme.desk.sunken },
            '&:focus-visible': { outlineOffset: -3 },
          })}
        >
          {translate(entry.text)}
        </Box>
      ))}
    </Box>
  );
}

function NavMenu({ entries, active }: NavProps) {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  return (
    <Box
      component="nav"
      aria-label={translate('desk.nav.label')}
      sx={{ px: 0.5, backgroundColor: 'background.paper', borderBottom: 1, borderColor: 'divider' }}
    >
      <Button
        startIcon={<MenuOutlined />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {active ? translate(active.text) : translate('desk.nav.more')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {entries.map((entry) => (
          <MenuItem
            key={entry.path}
            selected={entry === active}
            onClick={() => {
              setAnchor(null);
              void navigate(entry.path);
            }}
          >
            {translate(entry.text)}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}
