import { Box } from '@mui/material';
import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import { ListBase, useListContext, useTranslate } from 'react-admin';
import { ListStates } from '../kit/list/ListStates.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { Section } from '../kit/Section.tsx';
import { SettingForm } from './SettingForm.tsx';
import { SettingsFrame } from './SettingsFrame.tsx';
import { topicOf } from './setting-form.ts';

/** What an admin may set, by topic; each says what holds without it. */
export default function SettingList() {
  const translate = useTranslate();
  return (
    <ListBase<SettingRow> resource="settings" perPage={200} storeKey={false} disableAuthentication>
      <SettingsFrame>
        <PageTitle title={translate('desk.admin.settings.title')}>
          {translate('desk.admin.settings.intro')}
        </PageTitle>
        <ListStates empty={null}>
          <SettingTopics />
        </ListStates>
      </SettingsFrame>
    </ListBase>
  );
}

function SettingTopics() {
  const translate = useTranslate();
  const { data = [] } = useListContext<SettingRow>();
  const topics = [...new Set(data.map(({ name }) => topicOf(name)))];
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 820 }}>
      {topics.map((topic) => (
        <Section key={topic} surface title={translate(`desk.admin.settings.topic.${topic}`, { _: topic })}>
          <Box sx={{ display: 'grid', gap: 3 }}>
            {data
              .filter(({ name }) => topicOf(name) === topic)
              .map((row) => (
                <SettingForm key={`${row.name} ${row.changedAt}`} row={row} />
              ))}
          </Box>
        </Section>
      ))}
    </Box>
  );
}
