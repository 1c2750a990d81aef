import { useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { TabStrip } from '../kit/TabStrip.tsx';
import { useMay } from '../session/useMay.ts';

const TABS = ['jobs', 'superseded', 'stale', 'policies'] as const;

/** The pages under Cancellations. */
export function CancellationTabs() {
  const translate = useTranslate();
  const may = useMay();
  const { pathname } = useLocation();
  const pathOf = (tab: (typeof TABS)[number]) =>
    tab === 'jobs' ? '/cancellations' : `/cancellations/${tab}`;
  const tabs = TABS.filter((tab) => tab === 'jobs' || may('cancellations.plan')).map((tab) => ({
    path: pathOf(tab),
    label: translate(`desk.cancellations.tab.${tab}`),
    here: pathname === pathOf(tab),
  }));
  return <TabStrip label={translate('desk.nav.cancellations')} tabs={tabs} />;
}
