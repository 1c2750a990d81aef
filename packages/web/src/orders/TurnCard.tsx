import PanToolOutlined from '@mui/icons-material/PanToolOutlined';
import { Box, Link as MuiLink, Typography, useTheme } from '@mui/material';
import { issueById } from '@srs-desk/shared/process/steps.ts';
import { sayHold, sayNote, sayWhy, TRIAGE_TEXTS } from '@srs-desk/shared/process/texts.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useBilingual, useLanguage } from '../i18n/useBilingual.ts';
import { useFormatInstant } from './useFormatInstant.ts';

/** Whose turn it is, in the largest letters of the page; then why, what to check, what to tell. */
export function TurnCard({ reading, brief }: { reading: TriageReading; brief?: boolean }) {
  const { desk } = useTheme();
  const language = useLanguage();
  const format = useFormatInstant();
  const texts = TRIAGE_TEXTS[language];
  const translate = useTranslate();
  return (
    <Box
      component="section"
      aria-label={translate('desk.orders.turn.label')}
      sx={{ display: 'grid', gap: 1.5 }}
    >
      <Whose reading={reading} brief={brief ?? false} />
      <Typography sx={{ fontSize: brief ? '0.875rem' : '1rem' }}>
        {sayWhy(language, reading.why, format)}
      </Typography>
      {reading.notes.map((note) => (
        <Typography key={note.code} variant="body2" sx={{ color: desk.tones.warn.text }}>
          {sayNote(language, note, format)}
          {note.code === 'superseded' ? <NoteLink refId={String(note.params.refId)} /> : null}
        </Typography>
      ))}
      {reading.doNotEscalate && reading.step !== null ? (
        <Box
          sx={{
            display: 'flex',
            gap: 1,
            px: 1.25,
            py: 0.75,
            borderRadius: 1,
            color: desk.tones.warn.text,
            backgroundColor: desk.tones.warn.soft,
            fontSize: '0.875rem',
          }}
        >
          <PanToolOutlined aria-hidden sx={{ fontSize: 18, mt: '2px' }} />
          <span>
            <strong>{translate('desk.orders.turn.hold')}</strong>{' '}
            {sayHold(language, reading.doNotEscalate, format)}
          </span>
        </Box>
      ) : null}
      <Lines
        title={translate('desk.orders.turn.check')}
        lines={reading.firstChecks.map((code) => texts.check[code])}
      />
      <Lines
        title={translate('desk.orders.turn.tell')}
        lines={reading.tellUser.map((code) => texts.tell[code])}
        quoted
      />
    </Box>
  );
}

function Whose({ reading, brief }: { reading: TriageReading; brief: boolean }) {
  const translate = useTranslate();
  const pick = useBilingual();
  const ours = reading.team === 'service_provider_support';
  const key = reading.team === null ? 'nobody' : ours ? 'ours' : 'theirs';
  const team = translate(`desk.words.team.${reading.team ?? 'none'}`);
  return (
    <Box>
      <Typography variant="h2" sx={{ fontSize: brief ? '1.0625rem' : '1.375rem', lineHeight: 1.25 }}>
        {translate(`desk.orders.turn.${key}`, { team })}
      </Typography>
      {reading.issue ? (
        <Typography variant="body2" color="text.secondary">
          {reading.step === null ? null : `${translate('desk.orders.turn.step', { step: reading.step })} · `}
          <MuiLink component={Link} to={`/playbook#issue-${reading.issue}`}>
            {pick(issueById(reading.issue).title)}
          </MuiLink>
        </Typography>
      ) : null}
    </Box>
  );
}

function NoteLink({ refId }: { refId: string }) {
  const translate = useTranslate();
  return (
    <>
      {' '}
      <MuiLink component={Link} to={`/orders/${refId}`}>
        {translate('desk.orders.turn.openLater')}
      </MuiLink>
    </>
  );
}

function Lines({ title, lines, quoted }: { title: string; lines: readonly string[]; quoted?: boolean }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <Typography variant="h3">{title}</Typography>
      <Box
        component="ul"
        sx={{
          m: 0,
          mt: 0.25,
          pl: quoted ? 1.5 : 2.25,
          fontSize: '0.875rem',
          ...(quoted ? { listStyle: 'none', borderLeft: 3, borderColor: 'primary.main' } : {}),
        }}
      >
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
    </div>
  );
}
