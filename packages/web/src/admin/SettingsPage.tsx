import { Alert, Box, Button, LinearProgress, TextField, Typography } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { ApiProblem } from '../api/problem.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useMay } from '../session/useMay.ts';
import { MONO } from '../theme/theme.ts';
import { SettingsFrame } from './SettingsFrame.tsx';
import { readTyped, shownValue } from './setting-value.ts';

/** What an admin may set; each says what holds without it. */
export default function SettingsPage() {
  const translate = useTranslate();
  const settings = useApi<SettingRow[]>('settings?range=[0,199]', { refreshOn: ['settings'] });
  return (
    <SettingsFrame>
      <PageTitle title={translate('desk.admin.settings.title')}>
        {translate('desk.admin.settings.intro')}
      </PageTitle>
      {settings.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {settings.error && !settings.data ? (
        <ErrorState error={settings.error} onRetry={settings.refetch} />
      ) : null}
      <Box sx={{ display: 'grid', gap: 2.5, maxWidth: 760 }}>
        {settings.data?.map((row) => (
          <SettingForm key={`${row.name} ${row.changedAt}`} row={row} onChanged={settings.refetch} />
        ))}
      </Box>
    </SettingsFrame>
  );
}

function SettingForm({ row, onChanged }: { row: SettingRow; onChanged: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const may = useMay();
  const whole = typeof row.fallback === 'object' && row.fallback !== null;
  const [text, setText] = useState(() => shownValue(row.value));
  const typed = readTyped(text, row.fallback);
  const change = useAction(async (value: unknown) => {
    await ask(`settings/${encodeURIComponent(row.name)}`, { method: 'PUT', body: { value } });
    notify('desk.admin.settings.saved', { type: 'success' });
    onChanged();
  });
  const refused = change.error instanceof ApiProblem ? change.error.errors.value : undefined;
  const touched = text !== shownValue(row.value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.ok) void change.run(typed.value);
      }}
    >
      <Typography variant="h3" component="h2" sx={{ fontFamily: MONO, fontSize: '0.875rem' }}>
        {row.name}
      </Typography>
      <Typography variant="body2" color="text.secondary" sx={{ mb: 1 }} lang="en">
        {row.summary}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'flex-start', flexWrap: 'wrap' }}>
        <TextField
          label={translate('desk.admin.settings.value')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          multiline={whole}
          maxRows={18}
          disabled={!may('settings.write')}
          error={!typed.ok || refused !== undefined}
          helperText={refused ?? (typed.ok ? undefined : translate('desk.admin.settings.unreadable'))}
          sx={{
            width: whole ? '100%' : 240,
            '& textarea, & input': { fontFamily: MONO, fontSize: '0.8125rem' },
          }}
        />
        <Button
          type="submit"
          variant="contained"
          disabled={!touched || !typed.ok || change.busy}
          sx={{ height: 40 }}
        >
          {translate('desk.save')}
        </Button>
        {row.isSet ? (
          <Button disabled={change.busy} onClick={() => void change.run(null)} sx={{ height: 40 }}>
            {translate('desk.admin.settings.reset')}
          </Button>
        ) : null}
      </Box>
      <Typography variant="caption" color="text.secondary">
        {row.isSet ? (
          <>
            {translate('desk.admin.settings.setBy', { name: row.changedBy ?? '' })}{' '}
            <RelativeTime at={row.changedAt} />
          </>
        ) : (
          translate('desk.admin.settings.isFallback')
        )}
      </Typography>
      {refused === undefined ? (
        <ProblemAlert error={change.error} />
      ) : (
        <Alert severity="error">{refused}</Alert>
      )}
    </form>
  );
}
