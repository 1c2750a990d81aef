import { Box, Button, MenuItem, TextField } from '@mui/material';
import type { WorkView } from '@srs-desk/shared/api/support.ts';
import { useGetIdentity, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { dayFilter, dayOf } from './filter-values.ts';
import { SNOOZES, snoozedUntil } from './snooze.ts';

interface WorkCardProps {
  refId: string;
  work: WorkView | undefined;
  onChanged(): void;
}

/** Who works on the order, when to look again, until when it may rest. */
export function WorkCard({ refId, work, onChanged }: WorkCardProps) {
  const translate = useTranslate();
  const { identity } = useGetIdentity();
  const set = useAction(async (change: Partial<WorkView>) => {
    await ask(`orders/${refId}/work`, { method: 'PUT', body: change });
    onChanged();
  });
  if (!work) return null;
  const me = String(identity?.id ?? '');
  const text = (key: string) => translate(`desk.orders.work.${key}`);
  return (
    <Section title={text('title')}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', fontSize: '0.84375rem' }}>
        <span>
          {work.assignee ? translate('desk.orders.work.assigned', { name: work.assignee }) : text('nobody')}
        </span>
        {work.assignee === me ? (
          <Button disabled={set.busy} onClick={() => void set.run({ assignee: null })}>
            {text('giveUp')}
          </Button>
        ) : (
          <Button disabled={set.busy} onClick={() => void set.run({ assignee: me })}>
            {text('take')}
          </Button>
        )}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        <TextField
          type="date"
          label={text('followUp')}
          value={dayOf(work.followUpAt)}
          onChange={(event) => void set.run({ followUpAt: dayFilter(event.target.value, 'start') ?? null })}
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ width: 160 }}
        />
        <TextField
          select
          label={text('snooze')}
          value=""
          onChange={(event) => {
            void set.run({ snoozedUntil: snoozedUntil(event.target.value, Date.now()) });
          }}
          sx={{ width: 160 }}
        >
          {SNOOZES.map((snooze) => (
            <MenuItem key={snooze.key} value={snooze.key}>
              {text(`snoozeFor.${snooze.key}`)}
            </MenuItem>
          ))}
          {work.snoozedUntil ? <MenuItem value="none">{text('wake')}</MenuItem> : null}
        </TextField>
      </Box>
      {work.snoozedUntil ? (
        <Box sx={{ mt: 0.5, fontSize: '0.8125rem', color: 'text.secondary' }}>
          {text('snoozed')} <RelativeTime at={work.snoozedUntil} />
        </Box>
      ) : null}
      <ProblemAlert error={set.error} />
    </Section>
  );
}
