import { Box, Button, MenuItem, TextField } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { HandoverRow, HandoverUpdate } from '@srs-desk/shared/api/support.ts';
import { useState } from 'react';
import { useCanAccess, useTranslate } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { accessTo } from '../session/access.ts';
import { actorName } from './TimelineWords.tsx';

const STATES = ['open', 'answered', 'closed'] as const;

/** Tickets given to teams, with the team's number when it comes back. */
export function OrderHandovers() {
  const translate = useTranslate();
  const { canAccess: mayHandover } = useCanAccess(accessTo('orders.handover'));
  const { id } = useRecord<OrderDetail>();
  const { data: handovers } = useRead('handovers', 'readHandovers', mayHandover ? { id } : null, {
    touchedBy: ['orders'],
  });
  if (!handovers || handovers.length === 0) return null;
  return (
    <Section title={translate('desk.orders.handover.list')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {handovers.map((row) => (
          // What is typed gives way to another number alone.
          <HandoverEntry key={`${row.id} ${row.ticketNumber}`} row={row} />
        ))}
      </Box>
    </Section>
  );
}

function HandoverEntry({ row }: { row: HandoverRow }) {
  const translate = useTranslate();
  const [number, setNumber] = useState(row.ticketNumber ?? '');
  const save = useVerb('changeHandover', { touches: ['orders', 'handovers'] });
  const change = (update: HandoverUpdate) => save.mutate({ handoverId: row.id, ...update });
  return (
    <Box sx={{ fontSize: '0.84375rem', display: 'grid', gap: 0.75 }}>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <TeamChip team={row.team} />
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {actorName(row.createdBy)} · <RelativeTime at={row.createdAt} />
        </Box>
      </Box>
      <Box
        component="form"
        sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          change({ ticketNumber: number.trim() === '' ? null : number.trim() });
        }}
      >
        <TextField
          label={translate('desk.orders.handover.number')}
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          sx={{ width: 150 }}
          slotProps={{ htmlInput: { maxLength: 100 } }}
        />
        <TextField
          select
          label={translate('desk.orders.handover.stateLabel')}
          value={row.state}
          disabled={row.state === 'closed'}
          onChange={(event) => {
            const state = STATES.find((one) => one === event.target.value);
            if (state) change({ state });
          }}
          sx={{ width: 190 }}
        >
          {STATES.map((state) => (
            <MenuItem key={state} value={state}>
              {translate(`desk.words.ticketState.${state}`)}
            </MenuItem>
          ))}
        </TextField>
        {number.trim() === (row.ticketNumber ?? '') ? null : (
          <Button type="submit" disabled={save.isPending}>
            {translate('desk.save')}
          </Button>
        )}
      </Box>
      <ProblemAlert error={save.error} />
    </Box>
  );
}
