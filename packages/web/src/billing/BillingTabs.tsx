import type { Permission } from '@srs-desk/shared/access/permissions.ts';
import { useTranslate } from 'react-admin';
import { TabStrip } from '../kit/TabStrip.tsx';
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
    { path: '/aliases', text: 'externalIds', permission: 'usage.read' },
    { path: '/prices', text: 'prices', permission: 'prices.read' },
    { path: '/usage/statements', text: 'statements', permission: 'usage.read' },
  ],
  reconciliation: [
    { path: '/invoices', text: 'invoices', permission: 'invoices.read' },
    { path: '/periods', text: 'periods', permission: 'periods.read' },
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
  const tabs = TABS[area]
    .filter((tab) => may(tab.permission))
    .map(({ path, text }) => ({
      path,
      label: translate(`desk.billing.tab.${text}`),
      here: text === active,
    }));
  return <TabStrip label={translate(`desk.billing.tabs.${area}`)} tabs={tabs} />;
}
