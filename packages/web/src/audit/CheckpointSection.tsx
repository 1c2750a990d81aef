import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import { Box, Button } from '@mui/material';
import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { saveText } from '../api/download.ts';
import { useVerb } from '../api/use-verb.ts';
import { countText } from '../format/amounts.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { MONO } from '../theme/theme.ts';
import { TimeStampFact } from './TimeStampFact.tsx';

/** The last signature over the log, and the two files that let anybody check it: checkpoint and public key. */
export function CheckpointSection({ health }: { health: AuditHealth }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { lastCheckpoint, publicKey, timeStamps } = health;
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  const sign = useVerb('signLog', {
    touches: ['audit-health'],
    onSuccess: (made) => {
      if (made) saveText(made.note, `checkpoint-${made.size}.txt`);
    },
  });
  return (
    <Section surface title={text('checkpoint')}>
      <Box sx={{ display: 'grid', gap: 1.25 }}>
        <Facts>
          <Fact name={text('lastCheckpoint')}>
            {lastCheckpoint ? (
              <>
                <RelativeTime at={lastCheckpoint.at} /> ·{' '}
                {text('upTo', { entries: countText(lastCheckpoint.size, locale) })}
              </>
            ) : (
              text('never')
            )}
          </Fact>
          <TimeStampFact stamps={timeStamps} />
          <Fact name={text('publicKey')}>
            <Box component="span" sx={{ fontFamily: MONO, fontSize: '0.75rem', overflowWrap: 'anywhere' }}>
              {publicKey}{' '}
              <CopyButton text={publicKey} label={`${translate('desk.copy')}: ${text('publicKey')}`} />
            </Box>
          </Fact>
        </Facts>
        <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <Button
            variant="outlined"
            startIcon={<DownloadOutlined />}
            disabled={sign.isPending}
            onClick={() => sign.mutate({})}
          >
            {text('sign')}
          </Button>
          <Button
            variant="outlined"
            startIcon={<DownloadOutlined />}
            onClick={() => saveText(`${publicKey}\n`, 'log-public-key.txt')}
          >
            {text('keyFile')}
          </Button>
        </Box>
        <Box sx={{ fontSize: '0.84375rem', color: 'text.secondary' }}>{text('signHelp')}</Box>
        <ProblemAlert error={sign.error} />
        <ProblemAlert error={timeStamps.problem === null ? null : new Error(timeStamps.problem)} />
      </Box>
    </Section>
  );
}
