import { Box, Button, Link as MuiLink, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useState } from 'react';
import { CanAccess, useCanAccess, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { Section } from '../kit/Section.tsx';
import { accessTo } from '../session/access.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { LegalHoldDialog } from './LegalHoldDialog.tsx';
import { logLink } from './log-filters.ts';
import { PersonFileDialog } from './PersonFileDialog.tsx';
import { ProofPackDialog } from './ProofPackDialog.tsx';

type Open = 'pack' | 'person' | 'erase' | 'hold' | null;

/** An order's place in the log, its proof pack, legal hold and the erasure of its person. For admins. */
export function OrderAuditCard({ order, onChanged }: { order: OrderDetail; onChanged(): void }) {
  const translate = useTranslate();
  const { canAccess: mayRead } = useCanAccess(accessTo('audit.read'));
  const { canAccess: mayErase } = useCanAccess(accessTo('person.erase'));
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const done = () => {
    close();
    onChanged();
  };
  const text = (key: string) => translate(`desk.audit.order.${key}`);
  if (!mayRead) return null;
  const erased = order.erasedAt !== null;
  return (
    <Section title={text('title')}>
      <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start', fontSize: '0.84375rem' }}>
        <MuiLink component={Link} to={logLink({ refId: order.refId })} underline="always">
          {text('entries')}
        </MuiLink>
        <MuiLink component={Link} to={logLink({ person: order.refId })} underline="always">
          {text('entriesOfPerson')}
        </MuiLink>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <CanAccess {...accessTo('audit.export')}>
            <Button variant="outlined" onClick={() => setOpen('pack')}>
              {text('pack')}
            </Button>
          </CanAccess>
          {erased ? null : (
            <CanAccess {...accessTo('person.disclose')}>
              <Button variant="outlined" onClick={() => setOpen('person')}>
                {text('person')}
              </Button>
            </CanAccess>
          )}
          {mayErase && !erased ? (
            <>
              <Button variant="outlined" onClick={() => setOpen('hold')}>
                {text(order.legalHold ? 'release' : 'hold')}
              </Button>
              <Button
                variant="outlined"
                color="error"
                disabled={order.legalHold}
                onClick={() => setOpen('erase')}
              >
                {text('erase')}
              </Button>
            </>
          ) : null}
        </Box>
        {order.legalHold ? (
          <Typography variant="body2" color="text.secondary">
            {text('legalHold')}
          </Typography>
        ) : null}
      </Box>
      {open === 'pack' ? <ProofPackDialog refId={order.refId} erased={erased} onClose={close} /> : null}
      {open === 'person' ? <PersonFileDialog refId={order.refId} onClose={close} /> : null}
      {open === 'erase' ? <EraseDialog order={order} onClose={close} onDone={done} /> : null}
      {open === 'hold' ? <LegalHoldDialog order={order} onClose={close} onDone={done} /> : null}
    </Section>
  );
}
