import { Box } from '@mui/material';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { ListBase, useCanAccess, useListContext, useTranslate } from 'react-admin';
import { DialogButton } from '../../kit/form/DialogButton.tsx';
import { ListStates, Pages } from '../../kit/list/ListStates.tsx';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { Section } from '../../kit/Section.tsx';
import { EmptyState } from '../../kit/States.tsx';
import { accessTo } from '../../session/access.ts';
import { BillingTabs } from '../BillingTabs.tsx';
import { GroupsSection } from './GroupsSection.tsx';
import { PriceDialog } from './PriceDialog.tsx';
import { PriceRows } from './PriceRows.tsx';
import { RulesSection } from './RulesSection.tsx';

/** What customers pay, what the supplier charges, what is billable. Finance reads, an admin writes. */
export default function PriceList() {
  const translate = useTranslate();
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 3 }}>
      <ListBase<PriceRow> resource="prices" perPage={1000} storeKey={false} disableAuthentication>
        <div>
          <BillingTabs area="usage" active="prices" />
          <PageTitle title={translate('desk.prices.title')} actions={<AddPrice />}>
            {translate('desk.prices.intro')}
          </PageTitle>
        </div>
        <Section title={translate('desk.prices.prices')}>
          <ListStates empty={<EmptyState title={translate('desk.prices.none')} />}>
            <PriceRows />
            <Pages />
          </ListStates>
        </Section>
      </ListBase>
      <RulesSection />
      <GroupsSection />
    </Box>
  );
}

function AddPrice() {
  const translate = useTranslate();
  const { canAccess: mayWrite } = useCanAccess(accessTo('prices.write'));
  const { data = [] } = useListContext<PriceRow>();
  if (!mayWrite) return null;
  return (
    <DialogButton variant="contained" label={translate('desk.prices.add')}>
      {(close) => <PriceDialog task={{ kind: 'add' }} prices={data} onClose={close} />}
    </DialogButton>
  );
}
