import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import TaskAltOutlined from '@mui/icons-material/TaskAltOutlined';
import { Alert, Box, Button, Checkbox, FormControlLabel, TextField } from '@mui/material';
import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useCanAccess, useNotify, useTranslate } from 'react-admin';
import { useVerb } from '../../api/use-verb.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { Section } from '../../kit/Section.tsx';
import { accessTo } from '../../session/access.ts';
import { ReasonText } from '../usage/CompletenessNote.tsx';

interface CheckListProps {
  view: CloseView;
  month: string;
}

/** What is unresolved, each to be settled or accepted by name, and then the close. */
export function CheckList({ view, month }: CheckListProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const { canAccess: mayClose } = useCanAccess(accessTo('periods.close'));
  const [acknowledged, setAcknowledged] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const close = useVerb('closePeriod', {
    touches: ['periods'],
    onSuccess: () => notify('desk.periods.closedDone', { messageArgs: { month } }),
  });
  const open = view.unresolved.filter(({ code }) => !acknowledged.includes(code));
  const text = (key: string) => translate(`desk.periods.${key}`);
  const toggle = (code: string, on: boolean) =>
    setAcknowledged(on ? [...acknowledged, code] : acknowledged.filter((each) => each !== code));
  return (
    <Section surface title={text('checks')}>
      {view.unresolved.length === 0 ? (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          <TaskAltOutlined aria-hidden color="success" /> {text('nothing')}
        </Box>
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {view.unresolved.map(({ code, count, blocks }) => (
          <Box
            component="li"
            key={code}
            sx={{
              display: 'grid',
              gridTemplateColumns: { xs: '24px minmax(0, 1fr)', sm: '24px minmax(0, 1fr) auto' },
              gap: 1,
              alignItems: 'center',
              py: 0.5,
              borderBottom: 1,
              borderColor: 'divider',
            }}
          >
            <ReportProblemOutlined aria-hidden fontSize="small" color="warning" />
            <ReasonText code={code} count={count} period={view.period} />
            <Box sx={{ gridColumn: { xs: '2', sm: '3' } }}>
              {blocks ? (
                <strong>{text('blocks')}</strong>
              ) : (
                <FormControlLabel
                  sx={{ mr: 0 }}
                  control={
                    <Checkbox
                      checked={acknowledged.includes(code)}
                      disabled={!mayClose}
                      onChange={(event) => toggle(code, event.target.checked)}
                    />
                  }
                  label={text('acknowledge')}
                />
              )}
            </Box>
          </Box>
        ))}
      </Box>
      {view.state === 'running' ? (
        <Alert severity="info" sx={{ mt: 2 }}>
          {text('runs')}
        </Alert>
      ) : mayClose ? (
        <Box
          component="form"
          sx={{ display: 'grid', gap: 1.5, mt: 2, maxWidth: 640, justifyItems: 'start' }}
          onSubmit={(event) => {
            event.preventDefault();
            const said = note.trim() === '' ? {} : { note };
            close.mutate({ period: view.period, acknowledge: acknowledged, ...said });
          }}
        >
          <TextField
            label={text('note')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            multiline
            fullWidth
            slotProps={{ htmlInput: { maxLength: 1000 } }}
          />
          <Box sx={{ color: 'text.secondary', fontSize: '0.84375rem' }}>{text('closeHelp')}</Box>
          <ProblemAlert error={close.error} />
          <Button type="submit" variant="contained" disabled={open.length > 0 || close.isPending}>
            {text('close')}
          </Button>
        </Box>
      ) : null}
    </Section>
  );
}
