import { Box, Typography } from '@mui/material';
import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { Fact, Facts } from '../kit/Facts.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ExactTime, RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { MONO } from '../theme/theme.ts';
import { exposureOf, exposureStyle } from './log-style.ts';

/** What could still be rewritten unseen, in plain words, and where checkpoints go. */
export function WindowSection({ health }: { health: AuditHealth }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const { exposure, lastExport, exportTo, exportProblem } = health;
  const window = exposureOf(health);
  const text = (key: string, options?: object) => translate(`desk.audit.health.${key}`, options);
  const entries = countText(exposure.entries, locale);
  const days = { smart_count: exposure.limitDays ?? 0 };
  const targets = [exportTo.directory, exportTo.url].filter((target) => target !== null);
  return (
    <Section surface title={text('windowTitle')}>
      <Box sx={{ display: 'grid', gap: 1.25 }}>
        <div>
          <StateChip large {...exposureStyle(window)} label={text(`window.${window}`, { entries })} />
        </div>
        <Typography variant="body2">{text(`windowPlain.${window}`, { entries })}</Typography>
        <Typography variant="body2" color="text.secondary">
          {text('windowWhy')}
        </Typography>
        <Facts>
          <Fact name={text('lastExport')}>
            {lastExport ? (
              <>
                <RelativeTime at={lastExport.at} /> ·{' '}
                {text('upTo', { entries: countText(lastExport.size, locale) })}
              </>
            ) : (
              text('never')
            )}
          </Fact>
          {exposure.since ? (
            <Fact name={text('exposedSince')}>
              <ExactTime at={exposure.since} />
            </Fact>
          ) : null}
          <Fact name={text('exposureLimit')}>
            {exposure.limitDays === null ? (
              text('exposureNoLimit')
            ) : exposure.isOverLimit ? (
              <StateChip {...exposureStyle('never')} label={text('exposureOver', days)} />
            ) : (
              text('exposureAfter', days)
            )}
          </Fact>
          <Fact name={text('exportTo')}>
            {targets.length === 0 ? (
              text('nowhere')
            ) : (
              <Box component="span" sx={{ fontFamily: MONO, fontSize: '0.78125rem' }}>
                {targets.join(' · ')}
              </Box>
            )}
          </Fact>
        </Facts>
        <ProblemAlert error={exportProblem === null ? null : new Error(exportProblem)} />
      </Box>
    </Section>
  );
}
