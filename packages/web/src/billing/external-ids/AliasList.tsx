import { Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { SpellingView } from '@srs-desk/shared/billing/wire.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../../api/use-read.ts';
import { countText } from '../../format/amounts.ts';
import { isPeriod } from '../../format/periods.ts';
import { DataGrid, type GridColumn } from '../../kit/DataGrid.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { Section } from '../../kit/Section.tsx';
import { ErrorState } from '../../kit/States.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { MonthField } from '../usage/UsageControls.tsx';
import { usageAddress } from '../usage/usage-address.ts';
import { useCurrentPeriod } from '../useBillingZone.ts';
import { Aliases } from './Aliases.tsx';
import { LookAlikes } from './LookAlikes.tsx';
import { RawText } from './RawText.tsx';
import { SourceCounts } from './SourceCounts.tsx';
import { Unassigned } from './Unassigned.tsx';

/** External IDs that wait for a decision, those in use, and where each came from. */
export default function AliasList() {
  const translate = useTranslate();
  const now = useCurrentPeriod();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('period');
  const period = isPeriod(asked) ? asked : now;
  const ids = useRead('usage', 'externalIds', { from: period, to: period }, { touchedBy: ['aliases'] });
  const columns = useSpellingColumns(period);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
      <div>
        <BillingTabs area="usage" active="externalIds" />
        <PageTitle title={translate('desk.externalIds.title')}>
          {translate('desk.externalIds.intro')}
        </PageTitle>
        <MonthField
          label={translate('desk.billing.month')}
          value={period}
          onChange={(next) => setSearch({ period: next }, { replace: true })}
        />
      </div>
      {ids.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {ids.error && !ids.data ? <ErrorState error={ids.error} onRetry={() => void ids.refetch()} /> : null}
      {ids.data ? (
        <>
          <LookAlikes groups={ids.data.lookAlikes} />
          <Unassigned key={period} period={period} />
          <Aliases />
          <Section title={translate('desk.externalIds.spellings')}>
            <DataGrid
              label={translate('desk.externalIds.spellings')}
              columns={columns}
              rows={[...ids.data.spellings].sort((a, b) => b.orders - a.orders)}
              keyOf={(spelling) => spelling.id}
            />
          </Section>
        </>
      ) : null}
    </Box>
  );
}

function useSpellingColumns(period: string): GridColumn<SpellingView>[] {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const text = (key: string) => translate(`desk.externalIds.${key}`);
  return [
    {
      key: 'raw',
      title: translate('resources.aliases.fields.raw'),
      heading: true,
      cell: ({ externalId }) => <RawText value={externalId} />,
    },
    {
      key: 'billed',
      title: translate('resources.aliases.fields.canonical'),
      cell: ({ billedAs }) => (
        <MuiLink
          component={Link}
          to={usageAddress({
            from: period,
            to: period,
            externalId: billedAs ?? '',
            axis: 'period',
            stack: 'outcome',
            against: null,
          })}
        >
          {billedAs ?? translate('desk.billing.none')}
        </MuiLink>
      ),
    },
    {
      key: 'orders',
      title: translate('desk.words.usage.placed'),
      right: true,
      cell: ({ orders }) => countText(orders, locale),
    },
    { key: 'sources', title: text('where'), cell: ({ sources }) => <SourceCounts sources={sources} /> },
    { key: 'group', title: text('group'), cell: ({ group }) => group ?? '–' },
  ];
}
