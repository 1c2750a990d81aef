import { Box, Button, MenuItem, TextField } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { WorkInput, WorkView } from '@srs-desk/shared/api/support.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useCanAccess, useGetIdentity, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { useRead } from '../api/use-read.ts';
import { useAskedInTurn, useVerb } from '../api/use-verb.ts';
import { DateField } from '../kit/form/DateField.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { useOfferUndo } from '../kit/useOfferUndo.tsx';
import { accessTo } from '../session/access.ts';
import { dayFilter, dayOf } from './filter-values.ts';
import { SNOOZES, snoozedUntil } from './snooze.ts';

/** Who works on the order, when to look again, until when it may rest. */
export function WorkCard() {
  const translate = useTranslate();
  const { canAccess: mayWork } = useCanAccess(accessTo('orders.work'));
  const { id } = useRecord<OrderDetail>();
  const { identity } = useGetIdentity();
  const read = useRead('orders', 'readWork', mayWork ? { id } : null);
  const { data: work } = read;
  const client = useQueryClient();
  const inTurn = `work ${id}`;
  const save = useVerb('setWork', {
    touches: ['orders'],
    inTurn,
    // Until it is read again: nobody shall see a day go and come back.
    onSuccess: (stored) => client.setQueryData<WorkView>(['orders', 'readWork', { id }], stored),
  });
  const onTheirWay = useAskedInTurn<'setWork'>(inTurn);
  const set = (change: WorkInput) => save.mutate({ id, ...change });
  const offerUndo = useOfferUndo();
  if (!work) return <ProblemAlert error={read.error} onRetry={() => void read.refetch()} />;
  const followUpAt = onTheirWay.reduce<string | null>(
    (at, asked) => (asked.followUpAt === undefined ? at : asked.followUpAt),
    work.followUpAt,
  );
  const me = String(identity?.id ?? '');
  const text = (key: string) => translate(`desk.orders.work.${key}`);
  return (
    <Section title={text('title')}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', fontSize: '0.84375rem' }}>
        <span>
          {work.assignee ? translate('desk.orders.work.assigned', { name: work.assignee }) : text('nobody')}
        </span>
        {work.assignee === me ? (
          <Button disabled={save.isPending} onClick={() => set({ assignee: null })}>
            {text('giveUp')}
          </Button>
        ) : (
          <Button disabled={save.isPending} onClick={() => set({ assignee: me })}>
            {text('take')}
          </Button>
        )}
      </Box>
      <Box className="desk-screen-only" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        <DateField
          // What was refused is not shown as if it held.
          key={`${id} ${save.error ? save.submittedAt : ''}`}
          label={text('followUp')}
          value={dayOf(followUpAt)}
          onCommit={(day) => set({ followUpAt: dayFilter(day, 'start') ?? null })}
          sx={{ flex: '1 1 160px', maxWidth: 220 }}
        />
        <TextField
          select
          label={text('snooze')}
          value=""
          onChange={(event) => {
            const { snoozedUntil: before } = work;
            save.mutate(
              { id, snoozedUntil: snoozedUntil(event.target.value, deskNow()) },
              {
                onSuccess: () => offerUndo('desk.orders.work.snoozeSet', () => set({ snoozedUntil: before })),
              },
            );
          }}
          sx={{ flex: '1 1 160px', maxWidth: 220 }}
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
      <ProblemAlert error={save.error} />
    </Section>
  );
}
