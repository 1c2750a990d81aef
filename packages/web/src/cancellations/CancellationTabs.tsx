import { useCanAccess, useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import { TabStrip } from '../kit/TabStrip.tsx';
import { accessTo } from '../session/access.ts';

const TABS = {
  jobs: '/cancellations',
  superseded: '/cancellations/superseded',
  stale: '/cancellations/stale',
  policies: '/cancellation-policies',
} as const;

/** The pages under Cancellations. */
export function CancellationTabs() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const { canAccess: plans } = useCanAccess(accessTo('cancellations.plan'));
  const tabs = Object.entries(TABS)
    .filter(([tab]) => tab === 'jobs' || plans)
    .map(([tab, path]) => ({
      path,
      label: translate(`desk.cancellations.tab.${tab}`),
      here: pathname === path,
    }));
  return <TabStrip label={translate('desk.nav.cancellations')} tabs={tabs} />;
}
