import { Box } from '@mui/material';
import { NavLink } from 'react-router';

interface StripTab {
  path: string;
  label: string;
  /** It is the page on screen. */
  here: boolean;
}

/** The strip of pages inside one part of the desk. */
export function TabStrip({ label, tabs }: { label: string; tabs: readonly StripTab[] }) {
  return (
    <Box
      component="nav"
      className="desk-screen-only"
      aria-label={label}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.25,
        mb: 2,
        borderBottom: `1px solid ${theme.desk.line}`,
      })}
    >
      {tabs.map((tab) => (
        <Box
          key={tab.path}
          component={NavLink}
          to={tab.path}
          end
          aria-current={tab.here ? 'page' : undefined}
          sx={(theme) => ({
            px: 1.25,
            py: 0.75,
            mb: '-1px',
            fontSize: '0.84375rem',
            textDecoration: 'none',
            color: tab.here ? theme.desk.accent : theme.desk.quiet,
            fontWeight: tab.here ? 700 : 500,
            borderBottom: `2px solid ${tab.here ? theme.desk.accent : 'transparent'}`,
            '&:hover': { color: theme.desk.text },
          })}
        >
          {tab.label}
        </Box>
      ))}
    </Box>
  );
}
