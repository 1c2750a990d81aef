import { Box } from '@mui/material';
import { type ComponentType, lazy, Suspense } from 'react';
import { CanAccess, useGetIdentity, useTranslate } from 'react-admin';
import { PageTitle } from '../kit/PageTitle.tsx';
import { PageLoading } from '../layout/PageLoading.tsx';
import { accessTo } from '../session/access.ts';
import { cards, type DeskCard } from './cards.ts';

const inOrder = [...cards].sort((a, b) => a.order - b.order);
const lazyCards = new Map<DeskCard, ComponentType>(cards.map((card) => [card, lazy(card.load)]));

/** What needs me now? The same page for all, with the cards of the role. */
export default function DeskHome() {
  const translate = useTranslate();
  const { identity } = useGetIdentity();
  return (
    <>
      <PageTitle title={translate('desk.dashboard.title')}>
        {identity ? translate('desk.dashboard.intro', { name: identity.fullName ?? '' }) : null}
      </PageTitle>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Column cards={inOrder.filter((card) => !card.side)} />
        <Column cards={inOrder.filter((card) => card.side)} />
      </Box>
    </>
  );
}

// Two stacks rather than a grid of rows: a short card leaves no hole beside a tall one.
function Column({ cards: stack }: { cards: readonly DeskCard[] }) {
  return (
    <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {stack.map((card) => {
        const Card = lazyCards.get(card);
        return (
          <CanAccess key={card.id} {...accessTo(card.permission)}>
            <Suspense fallback={<PageLoading />}>{Card ? <Card /> : null}</Suspense>
          </CanAccess>
        );
      })}
    </Box>
  );
}
