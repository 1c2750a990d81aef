import { useTranslate } from 'react-admin';
import { TabStrip } from '../kit/TabStrip.tsx';
import { useListable } from '../layout/menus.ts';
import type { Noun } from '../session/access.ts';

interface Tab {
  path: string;
  text: string;
  noun: Noun;
}

/** The pages under Usage, and those under Reconciliation. */
const TABS = {
  usage: [
    { path: '/usage', text: 'usage', noun: 'usage' },
    { path: '/aliases', text: 'externalIds', noun: 'aliases' },
    { path: '/prices', text: 'prices', noun: 'prices' },
    { path: '/usage/statements', text: 'statements', noun: 'usage' },
    { path: '/customers', text: 'customers', noun: 'customers' },
    { path: '/usage/margin', text: 'margin', noun: 'usage' },
  ],
  reconciliation: [
    { path: '/invoices', text: 'invoices', noun: 'invoices' },
    { path: '/periods', text: 'periods', noun: 'periods' },
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
  const tabs = useListable<Tab>(TABS[area]).map(({ path, text }) => ({
    path,
    label: translate(`desk.billing.tab.${text}`),
    here: text === active,
  }));
  return <TabStrip label={translate(`desk.billing.tabs.${area}`)} tabs={tabs} />;
}
