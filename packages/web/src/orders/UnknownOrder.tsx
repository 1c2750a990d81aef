import { Box, Button } from '@mui/material';
import type { ImportReport } from '@srs-desk/shared/api/orders.ts';
import { readSearchTerm } from '@srs-desk/shared/text/search-term.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { IdText } from '../kit/IdText.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { useMay } from '../session/useMay.ts';

/** An address of an order that the desk does not know; a Ref ID can be registered. */
export function UnknownOrder({ refId, onRegistered }: { refId: string; onRegistered(): void }) {
  const translate = useTranslate();
  const may = useMay();
  const register = useAction(async () => {
    await ask<ImportReport>('orders/import', { method: 'POST', body: { refIds: [refId] } });
    onRegistered();
  });
  const registrable = readSearchTerm(refId)[0]?.kind === 'ref_id' && may('orders.register');
  return (
    <Box>
      <PageTitle title={translate('desk.orders.unknown.title')}>
        {translate('desk.orders.unknown.body')}
      </PageTitle>
      <p>
        <IdText id={refId} whole />
      </p>
      <Box sx={{ display: 'flex', gap: 1 }}>
        {registrable ? (
          <Button variant="contained" disabled={register.busy} onClick={() => void register.run()}>
            {translate('desk.search.register')}
          </Button>
        ) : null}
        <Button variant="outlined" component={Link} to="/orders">
          {translate('desk.orders.title')}
        </Button>
      </Box>
      <ProblemAlert error={register.error} />
    </Box>
  );
}
