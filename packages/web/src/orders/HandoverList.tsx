import { Box, Button, MenuItem, TextField } from '@mui/material';
import type { HandoverRow } from '@srs-desk/shared/api/support.ts';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import { useMay } from '../session/useMay.ts';
import { actorName } from './TimelineWords.tsx';

const STATES = ['open', 'answered', 'closed'] as const;

interface HandoverListProps {
  refId: string;
  onChanged(): void;
}

/** Tickets given to teams, with the team's number when it comes back. */
export function HandoverList({ refId, onChanged }: HandoverListProps) {
  const translate = useTranslate();
  const may = useMay();
  const path = may('orders.handover') ? `orders/${refId}/handovers` : null;
  const handovers = useApi<HandoverRow[]>(path, { refreshOn: ['orders'], refreshId: refId }).data;
  if (!handovers || handovers.length === 0) return null;
  return (
    <Section title={translate('desk.orders.handover.list')}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {handovers.map((row) => (
          <HandoverEntry key={`${row.id} ${row.updatedAt}`} row={row} onChanged={onChanged} />
        ))}
      </Box>
    </Section>
  );
}

function HandoverEntry({ row, onChanged }: { row: HandoverRow; onChanged: () => void }) {
  const translate = useTranslate();
  const [number, setNumber] = useState(row.ticketNumber ?? '');
  const change = useAction(async (body: object) => {
    await ask(`handovers/${row.id}`, { method: 'PATCH', body });
    onChanged();
  });
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
          void change.run({ ticketNumber: number.trim() === '' ? null : number.trim() });
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
          onChange={(event) => void change.run({ state: event.target.value })}
          sx={{ width: 140 }}
        >
          {STATES.map((state) => (
            <MenuItem key={state} value={state}>
              {translate(`desk.words.ticketState.${state}`)}
            </MenuItem>
          ))}
        </TextField>
        {number.trim() === (row.ticketNumber ?? '') ? null : (
          <Button type="submit" disabled={change.busy}>
            {translate('desk.save')}
          </Button>
        )}
      </Box>
      <ProblemAlert error={change.error} />
    </Box>
  );
}
