import { Box, Button, LinearProgress, MenuItem, TextField } from '@mui/material';
import type { MonthExportView } from '@srs-desk/shared/billing/wire.ts';
import { useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { useVerb } from '../../api/use-verb.ts';
import { countText } from '../../format/amounts.ts';
import { bytesText } from '../../format/bytes.ts';
import { periodText } from '../../format/periods.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';
import { RelativeTime } from '../../kit/RelativeTime.tsx';
import { Section } from '../../kit/Section.tsx';

const LOOK_AGAIN_MS = 500;
const LANGUAGES = ['own', 'en', 'de'] as const;

/** All statements of a month as one ZIP: begun, watched while it is written in the background, taken or stopped. */
export function MonthZip({ period }: { period: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number]>('own');
  const begin = useVerb('beginMonthExport', { touches: ['statement-exports'] });
  const { data: kept = [] } = useRead(
    'statement-exports',
    'monthExports',
    {},
    {
      refetchInterval: ({ state }) =>
        state.data?.some((each) => each.state === 'running') ? LOOK_AGAIN_MS : false,
    },
  );
  const isRunning = kept.some(({ state }) => state === 'running');
  const [latest] = kept;
  return (
    <Section surface title={translate('desk.statements.zip.title', { month: periodText(period, locale) })}>
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 1.5 }}>
        <span>{translate('desk.statements.zip.help')}</span>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
          <TextField
            select
            label={translate('desk.statements.zip.language')}
            value={language}
            onChange={({ target }) =>
              setLanguage(LANGUAGES.find((each) => each === target.value) ?? language)
            }
            sx={{ width: 240 }}
          >
            {LANGUAGES.map((each) => (
              <MenuItem key={each} value={each}>
                {translate(`desk.statements.language.${each}`)}
              </MenuItem>
            ))}
          </TextField>
          <Button
            variant="outlined"
            disabled={isRunning || begin.isPending}
            onClick={() => begin.mutate(language === 'own' ? { period } : { period, lang: language })}
          >
            {translate('desk.statements.zip.begin')}
          </Button>
        </Box>
        <ProblemAlert error={begin.error} />
        {latest === undefined ? null : <Export one={latest} />}
      </Box>
    </Section>
  );
}

/** One ZIP: how far it is, or what became of it. */
function Export({ one }: { one: MonthExportView }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const stop = useVerb('stopMonthExport', { touches: ['statement-exports'] });
  const counts = {
    month: periodText(one.period, locale),
    done: countText(one.done, locale),
    of: countText(one.of, locale),
    size: bytesText(one.bytes, locale),
  };
  const text = translate(`desk.statements.zip.${one.state}`, counts);
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      <Box role="status" sx={{ width: 1 }}>
        {one.state === 'running' ? (
          <LinearProgress
            variant="determinate"
            value={one.of === 0 ? 0 : (100 * one.done) / one.of}
            aria-label={text}
          />
        ) : null}
        {text} <RelativeTime at={one.startedAt} />
      </Box>
      {one.code === null ? null : <span>{translate(`desk.problem.${one.code}`)}</span>}
      {one.state === 'running' ? (
        <Button variant="outlined" disabled={stop.isPending} onClick={() => stop.mutate({ id: one.id })}>
          {translate('desk.statements.zip.stop')}
        </Button>
      ) : null}
      {one.state === 'done' ? (
        <Button variant="contained" href={`/api/statement-exports/${one.id}/all.zip`} download>
          {translate('desk.statements.zip.take')}
        </Button>
      ) : null}
      <ProblemAlert error={stop.error} />
    </Box>
  );
}
