import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { TabStrip } from '../kit/TabStrip.tsx';
import { useListable } from '../layout/menus.ts';

const TABS = [
  { path: '/cancellations', text: 'jobs', noun: 'cancellations' },
  { path: '/cancellations/superseded', text: 'superseded', noun: 'cancellation-policies' },
  { path: '/cancellations/stale', text: 'stale', noun: 'cancellation-policies' },
  { path: '/cancellation-policies', text: 'policies', noun: 'cancellation-policies' },
] as const;

/** The pages under Cancellations. */
export function CancellationTabs() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const tabs = useListable(TABS).map(({ path, text }) => ({
    path,
    label: translate(`desk.cancellations.tab.${text}`),
    here: pathname === path,
  }));
  return <TabStrip label={translate('desk.nav.cancellations')} tabs={tabs} />;
}
