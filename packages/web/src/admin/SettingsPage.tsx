import { Box, LinearProgress } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { useTranslate } from 'react-admin';
import { useApi } from '../api/use-api.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { ErrorState } from '../kit/States.tsx';
import { SettingForm } from './SettingForm.tsx';
import { SettingsFrame } from './SettingsFrame.tsx';
import { topicOf } from './setting-form.ts';

/** What an admin may set, by topic; each says what holds without it. */
export default function SettingsPage() {
  const translate = useTranslate();
  const settings = useApi<SettingRow[]>('settings?range=[0,199]', { refreshOn: ['settings'] });
  const topics = [...new Set(settings.data?.map(({ name }) => topicOf(name)) ?? [])];
  return (
    <SettingsFrame>
      <PageTitle title={translate('desk.admin.settings.title')}>
        {translate('desk.admin.settings.intro')}
      </PageTitle>
      {settings.isPending ? <LinearProgress aria-label={translate('desk.loading')} /> : null}
      {settings.error && !settings.data ? (
        <ErrorState error={settings.error} onRetry={settings.refetch} />
      ) : null}
      <Box sx={{ display: 'grid', gap: 2, maxWidth: 820 }}>
        {topics.map((topic) => (
          <Section key={topic} surface title={translate(`desk.admin.settings.topic.${topic}`, { _: topic })}>
            <Box sx={{ display: 'grid', gap: 3 }}>
              {settings.data
                ?.filter(({ name }) => topicOf(name) === topic)
                .map((row) => (
                  <SettingForm key={`${row.name} ${row.changedAt}`} row={row} onChanged={settings.refetch} />
                ))}
            </Box>
          </Section>
        ))}
      </Box>
    </SettingsFrame>
  );
}
