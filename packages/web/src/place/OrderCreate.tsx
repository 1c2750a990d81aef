import { Alert, Box, LinearProgress, Link as MuiLink } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useState } from 'react';
import { useGetOne, useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { useRead } from '../api/use-read.ts';
import { WHOLE } from '../kit/list/ShowStates.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import { MethodChoice } from './MethodChoice.tsx';
import { MethodFilters } from './MethodFilters.tsx';
import { NO_FILTERS, type OfferedMethod } from './offered-methods.ts';
import { PlaceForm } from './PlaceForm.tsx';

/** Places an order: the methods SRS lists for the filters, then the data the chosen one wants. */
export default function OrderCreate() {
  const translate = useTranslate();
  const [parameters] = useSearchParams();
  const replaces = parameters.get('replaces');
  const predecessor = useGetOne<OrderDetail, Error>(
    'orders',
    { id: replaces ?? '', meta: WHOLE.meta },
    { enabled: replaces !== null },
  );
  if (replaces !== null && predecessor.isPending)
    return <LinearProgress aria-label={translate('desk.loading')} />;
  if (replaces !== null && predecessor.error)
    return (
      <>
        <PageTitle title={translate('desk.place.againTitle')} />
        <ErrorState error={predecessor.error} onRetry={() => void predecessor.refetch()} />
      </>
    );
  return <Placing key={replaces ?? ''} predecessor={predecessor.data ?? null} />;
}

/** The chosen method, else the one that the replaced order had. */
function chosenOf(
  offers: readonly OfferedMethod[],
  id: string | null,
  predecessor: OrderDetail | null,
): OfferedMethod | null {
  const same = (offer: OfferedMethod) =>
    offer.issuer.toLowerCase() === predecessor?.issuer?.toLowerCase() &&
    offer.method.toLowerCase() === predecessor?.method?.toLowerCase();
  return offers.find((offer) => offer.id === id) ?? (id === null ? offers.find(same) : undefined) ?? null;
}

function Placing({ predecessor }: { predecessor: OrderDetail | null }) {
  const translate = useTranslate();
  const [filters, setFilters] = useState(NO_FILTERS);
  const [id, setId] = useState<string | null>(null);
  const offers = useRead('providers', 'readOffers', filters);
  const chosen = chosenOf(offers.data ?? [], id, predecessor);
  return (
    <Box sx={{ display: 'grid', gap: 3, maxWidth: 860, pb: 4 }}>
      <PageTitle title={translate(predecessor ? 'desk.place.againTitle' : 'desk.place.title')}>
        {translate('desk.place.intro')}
      </PageTitle>
      {predecessor ? (
        <Alert severity="info">
          {translate('desk.place.replaces')}{' '}
          <MuiLink component={Link} to={`/orders/${predecessor.refId}`}>
            {predecessor.refId}
          </MuiLink>{' '}
          <StatusChip status={predecessor.status} wireStatus={predecessor.wireStatus} />
        </Alert>
      ) : null}
      <Section title={translate('desk.place.methodTitle')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <MethodFilters filters={filters} onChange={setFilters} />
          <MethodChoice offers={offers} chosen={chosen} onChoose={(offer) => setId(offer.id)} />
        </Box>
      </Section>
      {chosen ? (
        <PlaceForm key={chosen.id} offer={chosen} filters={filters} predecessor={predecessor} />
      ) : null}
    </Box>
  );
}
