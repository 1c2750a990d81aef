import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import PendingOutlined from '@mui/icons-material/PendingOutlined';
import RadioButtonUncheckedOutlined from '@mui/icons-material/RadioButtonUncheckedOutlined';
import RemoveCircleOutlined from '@mui/icons-material/RemoveCircleOutlineOutlined';
import { Alert, Box, Button, Link as MuiLink, Typography } from '@mui/material';
import type { BenchRun, BenchStepState } from '@srs-desk/shared/api/connection.ts';
import { useState } from 'react';
import { Form, TextInput, useTranslate } from 'react-admin';
import type { FieldValues } from 'react-hook-form';
import { Link } from 'react-router';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { ApiProblem } from '../api/problem.ts';
import { useRead } from '../api/use-read.ts';
import { useVerb } from '../api/use-verb.ts';
import { IdText } from '../kit/IdText.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import type { StatusStyle } from '../kit/status-style.ts';

const STYLE: Readonly<Record<BenchStepState, StatusStyle>> = {
  pending: { icon: RadioButtonUncheckedOutlined, tone: 'idle' },
  running: { icon: PendingOutlined, tone: 'running' },
  waiting: { icon: HourglassEmptyOutlined, tone: 'warn' },
  done: { icon: CheckCircleOutlined, tone: 'good' },
  failed: { icon: ErrorOutlined, tone: 'bad' },
  skipped: { icon: RemoveCircleOutlined, tone: 'gone' },
};
const LOOK_EVERY_MS = 1_000;

/** The guide's end-to-end test, each step as it happens. */
export default function TestBenchPage() {
  const translate = useTranslate();
  const [live, setLive] = useState(true);
  const state = useRead('test-bench', 'readTestBench', {}, { refetchInterval: live && LOOK_EVERY_MS });
  const run = state.data?.run ?? null;
  const running = run?.result === 'running';
  if (state.data && live !== running) setLive(running);
  const stop = useVerb('stopTestBench', { touches: ['test-bench'] });
  return (
    <SettingsFrame>
      <PageTitle
        title={translate('desk.connection.bench.title')}
        actions={
          running ? (
            <Button
              variant="outlined"
              color="error"
              disabled={stop.isPending}
              onClick={() => stop.mutate({})}
            >
              {translate('desk.connection.bench.stop')}
            </Button>
          ) : null
        }
      >
        {translate('desk.connection.bench.intro')}
      </PageTitle>
      <ProblemAlert error={stop.error} />
      {state.error && !state.data ? (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      ) : null}
      <Box sx={{ display: 'grid', gap: 3, maxWidth: 760 }}>
        {state.data && !running ? <StartForm again={run !== null} /> : null}
        {run ? <Run run={run} /> : null}
        {state.data && run === null ? (
          <Typography variant="body2" color="text.secondary">
            {translate('desk.connection.bench.none')}
          </Typography>
        ) : null}
      </Box>
    </SettingsFrame>
  );
}

const TEST_PERSON = { mobile: '', firstName: 'Test', lastName: 'Bench', country: 'CH' };

function StartForm({ again }: { again: boolean }) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.connection.bench.${key}`);
  const start = useVerb('startTestBench', { touches: ['test-bench'] });
  const submit = (person: FieldValues) =>
    start.mutateAsync(person).then(
      () => undefined,
      (error: unknown) => (error instanceof ApiProblem ? error.errors : undefined),
    );
  return (
    <Form defaultValues={TEST_PERSON} disableInvalidFormNotification onSubmit={submit}>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: '1fr', sm: '2fr 1fr 1fr 80px' } }}>
          {(['mobile', 'firstName', 'lastName', 'country'] as const).map((field) => (
            <TextInput
              key={field}
              source={field}
              label={field === 'mobile' ? text(field) : `desk.words.field.${field}`}
              required
              autoComplete="off"
            />
          ))}
        </Box>
        <Typography variant="body2" color="text.secondary">
          {text('personHelp')}
        </Typography>
        <ProblemAlert error={start.error} />
        <Box>
          <Button type="submit" variant="contained" disabled={start.isPending}>
            {text(again ? 'again' : 'start')}
          </Button>
        </Box>
      </Box>
    </Form>
  );
}

const RESULT_STEP: Readonly<Record<BenchRun['result'], BenchStepState>> = {
  running: 'running',
  passed: 'done',
  failed: 'failed',
  stopped: 'skipped',
};

function Run({ run }: { run: BenchRun }) {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.connection.bench.${key}`);
  const waiting = run.result === 'running' && !run.driven && run.targetUrl !== null;
  return (
    <Section
      surface
      title={text('title')}
      actions={<StateChip {...STYLE[RESULT_STEP[run.result]]} label={text(`result.${run.result}`)} />}
    >
      {run.refId ? (
        <Typography variant="body2" component="div" sx={{ mb: 1 }}>
          {text('order')}{' '}
          <MuiLink component={Link} to={`/orders/${run.refId}`}>
            <IdText id={run.refId} plain whole />
          </MuiLink>{' '}
          · <RelativeTime at={run.startedAt} />
        </Typography>
      ) : null}
      <Box
        component="ol"
        aria-live="polite"
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}
      >
        {run.steps.map(({ step, state, callId }, at) => (
          <Box
            component="li"
            key={step}
            sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}
          >
            <Box component="span" sx={{ color: 'text.secondary', width: 16 }}>
              {at + 1}
            </Box>
            <span>{text(`step.${step}`)}</span>
            <StateChip {...STYLE[state]} label={text(`state.${state}`)} />
            {callId ? (
              <MuiLink component={Link} to={`/calls/${callId}`} sx={{ ml: 'auto', fontSize: '0.84375rem' }}>
                {translate('desk.connection.call', { id: callId })}
              </MuiLink>
            ) : null}
          </Box>
        ))}
      </Box>
      {waiting && run.targetUrl ? (
        <Alert severity="info" sx={{ mt: 1.5 }}>
          {text('target')}{' '}
          <MuiLink href={run.targetUrl} target="_blank" rel="noreferrer" underline="always">
            {text('openTarget')}
          </MuiLink>
        </Alert>
      ) : null}
      {run.failure ? (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {translate(`desk.connection.bench.why.${run.failure.code}`, run.failure.params)}
        </Alert>
      ) : null}
    </Section>
  );
}
