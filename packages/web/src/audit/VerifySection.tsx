import { Box, Button, Typography } from '@mui/material';
import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { type ChangeEvent, useRef, useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { countText } from '../format/amounts.ts';
import { durationText } from '../format/time.ts';
import { visuallyHidden } from '../kit/FiveStepTracker.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { FactsFound } from './FactsFound.tsx';
import { actorText } from './log-filters.ts';
import { verificationStyle } from './log-style.ts';
import type { Verification } from './use-verification.ts';
import { VerifyButton, VerifyProgress } from './VerifyNow.tsx';

interface Kept {
  name: string;
  text: string;
}

/** When the log was last proven, and the way to prove it now, also against checkpoints kept elsewhere. */
export function VerifySection({ health, verification }: { health: AuditHealth; verification: Verification }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const [kept, setKept] = useState<readonly Kept[]>([]);
  const last = health.lastVerification;
  const text = (key: string, options?: object) => translate(`desk.audit.verify.${key}`, options);
  return (
    <Section
      surface
      title={text('title')}
      actions={<VerifyButton verification={verification} checkpoints={kept.map(({ text: note }) => note)} />}
    >
      <Box sx={{ display: 'grid', gap: 1.25 }}>
        <div>
          <StateChip
            large
            {...verificationStyle(last)}
            label={last ? translate(`desk.words.verification.${last.outcome}`) : text('never')}
          />
        </div>
        {last ? (
          <Typography variant="body2" component="div">
            {text('last', {
              seq: countText(last.lastSeq, locale),
              span: durationText(last.durationMs, locale),
              by: actorText(last.by),
            })}{' '}
            <RelativeTime at={last.at} />
            {last.signedUpTo === null ? null : (
              <div>{text('signed', { seq: countText(last.signedUpTo, locale) })}</div>
            )}
            {last.finding ? <strong style={{ display: 'block' }}>{last.finding}</strong> : null}
          </Typography>
        ) : null}
        {last?.facts ? <FactsFound facts={last.facts} /> : null}
        <Typography variant="body2" color="text.secondary">
          {text('what')}
        </Typography>
        <KeptCheckpoints kept={kept} onChange={setKept} />
        <VerifyProgress verification={verification} />
      </Box>
    </Section>
  );
}

function KeptCheckpoints({ kept, onChange }: { kept: readonly Kept[]; onChange(kept: Kept[]): void }) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])].slice(0, 100);
    const texts = await Promise.all(files.map((file) => file.text()));
    onChange(files.map((file, n) => ({ name: file.name, text: texts[n] ?? '' })));
    event.target.value = '';
  };
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', fontSize: '0.84375rem' }}>
      <Button variant="outlined" onClick={() => input.current?.click()}>
        {translate('desk.audit.verify.kept')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={translate('desk.audit.verify.kept')}
        style={visuallyHidden}
        onChange={(event) => void add(event)}
      />
      {kept.length === 0 ? (
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {translate('desk.audit.verify.keptWhy')}
        </Box>
      ) : (
        <>
          <span>{kept.map(({ name }) => name).join(', ')}</span>
          <Button onClick={() => onChange([])}>{translate('desk.audit.verify.keptNone')}</Button>
        </>
      )}
    </Box>
  );
}
