import { Box } from '@mui/material';
import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import { useTranslate } from 'react-admin';
import { NavLink } from 'react-router';
import { useMay } from '../session/useMay.ts';

interface Tab {
  path: string;
  text: string;
  permission: Permission;
}

/** The pages under Usage, and those under Reconciliation. */
const TABS = {
  usage: [
    { path: '/usage', text: 'usage', permission: 'usage.read' },
    { path: '/usage/external-ids', text: 'externalIds', permission: 'usage.read' },
    { path: '/usage/prices', text: 'prices', permission: 'prices.read' },
    { path: '/usage/statements', text: 'statements', permission: 'usage.read' },
  ],
  reconciliation: [
    { path: '/reconciliation', text: 'invoices', permission: 'invoices.read' },
    { path: '/reconciliation/periods', text: 'periods', permission: 'periods.read' },
  ],
} as const satisfies Record<string, readonly Tab[]>;

interface BillingTabsProps {
  area: keyof typeof TABS;
  /** The tab on screen, where the address alone does not say it. */
  active: string;
}

/** The strip of pages inside Usage and inside Reconciliation. */
export function BillingTabs({ area, active }: BillingTabsProps) {
  const translate = useTranslate();
  const may = useMay();
  return (
    <Box
      component="nav"
      className="desk-screen-only"
      aria-label={translate(`desk.billing.tabs.${area}`)}
      sx={(theme) => ({
        display: 'flex',
        flexWrap: 'wrap',
        gap: 0.25,
        mb: 2,
        borderBottom: `1px solid ${theme.desk.line}`,
      })}
    >
      {TABS[area]
        .filter((tab) => may(tab.permission))
        .map((tab) => {
          const here = tab.text === active;
          return (
            <Box
              key={tab.path}
              component={NavLink}
              to={tab.path}
              end
              aria-current={here ? 'page' : undefined}
              sx={(theme) => ({
                px: 1.25,
                py: 0.75,
                mb: '-1px',
                fontSize: '0.84375rem',
                textDecoration: 'none',
                color: here ? theme.desk.accent : theme.desk.quiet,
                fontWeight: here ? 700 : 500,
                borderBottom: `2px solid ${here ? theme.desk.accent : 'transparent'}`,
                '&:hover': { color: theme.desk.text },
              })}
            >
              {translate(`desk.billing.tab.${tab.text}`)}
            </Box>
          );
        })}
    </Box>
  );
}
