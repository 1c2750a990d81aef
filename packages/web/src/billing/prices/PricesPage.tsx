import { Box, Button, LinearProgress } from '@mui/material';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../../api/http.ts';
import { useAction } from '../../api/use-action.ts';
import { useApi } from '../../api/use-api.ts';
import { ConfirmDialog } from '../../kit/ConfirmDialog.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { EmptyState, ErrorState } from '../../kit/States.tsx';
import { useMay } from '../../session/useMay.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { GroupsSection } from './GroupsSection.tsx';
import { PriceDialog, type PriceTask } from './PriceDialog.tsx';
import { PriceTable } from './PriceTable.tsx';
import { RulesSection } from './RulesSection.tsx';

/** What customers pay, what the supplier charges, what is billable. Finance reads, an admin writes. */
export default function PricesPage() {
  const translate = useTranslate();
  const may = useMay();
  const prices = useApi<PriceRow[]>('prices?range=[0,999]', { refreshOn: ['prices'] });
  const [task, setTask] = useState<PriceTask | null>(null);
  const [removing, setRemoving] = useState<PriceRow | null>(null);
  const remove = useAction(async (price: PriceRow) => {
    await ask(`prices/${price.id}`, { method: 'DELETE' });
    setRemoving(null);
    prices.refetch();
  });
  const writes = may('prices.write');
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
      <div>
        <BillingTabs area="usage" active="prices" />
        <PageTitle
          title={translate('desk.prices.title')}
          actions={
            writes ? (
              <Button variant="contained" onClick={() => setTask({ kind: 'add' })}>
                {translate('desk.prices.add')}
              </Button>
            ) : null
          }
        >
          {translate('desk.prices.intro')}
        </PageTitle>
      </div>
      <Section title={translate('desk.prices.prices')}>
        {prices.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
        {prices.error && !prices.data ? <ErrorState error={prices.error} onRetry={prices.refetch} /> : null}
        {prices.data?.length === 0 ? <EmptyState title={translate('desk.prices.none')} /> : null}
        {prices.data && prices.data.length > 0 ? (
          <PriceTable prices={prices.data} {...(writes ? { onTask: setTask, onRemove: setRemoving } : {})} />
        ) : null}
      </Section>
      <RulesSection />
      <GroupsSection />
      {task ? (
        <PriceDialog
          task={task}
          prices={prices.data ?? []}
          onClose={() => setTask(null)}
          onDone={() => {
            setTask(null);
            prices.refetch();
          }}
        />
      ) : null}
      {removing ? (
        <ConfirmDialog
          title={translate('desk.prices.remove')}
          confirmLabel={translate('desk.prices.remove')}
          busy={remove.busy}
          onConfirm={() => void remove.run(removing)}
          onClose={() => {
            remove.clear();
            setRemoving(null);
          }}
        >
          {translate('desk.prices.removeAsk')}
          <ProblemAlert error={remove.error} />
        </ConfirmDialog>
      ) : null}
    </Box>
  );
}
