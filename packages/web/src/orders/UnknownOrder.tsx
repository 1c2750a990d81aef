import { Box, Button } from '@mui/material';
import { readSearchTerm } from '@srs-desk/shared/text/search-term.ts';
import { useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { IdText } from '../kit/IdText.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RegisterOne } from '../registrations/RegisterOne.tsx';
import { accessTo } from '../session/access.ts';

/** An address of an order that the desk does not know; a Ref ID can be registered. */
export function UnknownOrder({ refId, onRegistered }: { refId: string; onRegistered(): void }) {
  const translate = useTranslate();
  const { canAccess: mayRegister } = useCanAccess(accessTo('orders.register'));
  const registrable = readSearchTerm(refId)[0]?.kind === 'ref_id' && mayRegister;
  return (
    <Box>
      <PageTitle title={translate('desk.orders.unknown.title')}>
        {translate('desk.orders.unknown.body')}
      </PageTitle>
      <p>
        <IdText id={refId} whole />
      </p>
      <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
        {registrable ? <RegisterOne refId={refId} onKnown={onRegistered} /> : null}
        <Button variant="outlined" component={Link} to="/orders">
          {translate('desk.orders.title')}
        </Button>
      </Box>
    </Box>
  );
}
