import PanToolOutlined from '@mui/icons-material/PanToolOutlined';
import { Box, Checkbox, FormControlLabel, Link as MuiLink, Typography, useTheme } from '@mui/material';
import type { CheckCode } from '@srs-desk/shared/process/codes.ts';
import { namedIssue } from '@srs-desk/shared/process/order-ticket.ts';
import { issueById } from '@srs-desk/shared/process/steps.ts';
import { sayCheck, sayHold, sayNote, sayTell, sayWhy } from '@srs-desk/shared/process/texts.ts';
import { DONE_CHECKS } from '@srs-desk/shared/process/ticket-sentences.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { useBilingual, useLanguage } from '../i18n/useBilingual.ts';
import { useFormatInstant } from './useFormatInstant.ts';
import type { Handover } from './useHandover.ts';

interface TurnCardProps {
  reading: TriageReading;
  brief?: boolean;
  /** What the agent has ticked as checked; left out where nothing can be ticked. */
  ticks?: Pick<Handover, 'ticked' | 'tick'>;
}

/** Who moves next, in the largest letters of the page; then why, what to check, what to tell. */
export function TurnCard({ reading, brief, ticks }: TurnCardProps) {
  const { desk } = useTheme();
  const language = useLanguage();
  const format = useFormatInstant();
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
          {note.params.refId === undefined ? null : (
            <NoteLink refId={String(note.params.refId)} newer={note.code === 'superseded'} />
          )}
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
      <Checks
        title={translate('desk.orders.turn.check')}
        checks={reading.firstChecks}
        spans={reading.spans}
        ticks={ticks}
      />
      <Lines
        title={translate('desk.orders.turn.tell')}
        lines={reading.tellUser.map((code) => sayTell(language, code, reading.spans))}
        quoted
      />
    </Box>
  );
}

function Whose({ reading, brief }: { reading: TriageReading; brief: boolean }) {
  const translate = useTranslate();
  const pick = useBilingual();
  const actor = translate(`desk.words.nextActor.${reading.nextActor ?? 'none'}`);
  const issue = namedIssue(reading);
  const team = reading.team === null ? null : translate(`desk.words.team.${reading.team}`);
  return (
    <Box>
      <Typography variant="h2" sx={{ fontSize: brief ? '1.0625rem' : '1.375rem', lineHeight: 1.25 }}>
        {translate(reading.nextActor === null ? 'desk.orders.turn.nobody' : 'desk.orders.turn.next', {
          actor,
        })}
      </Typography>
      {team === null ? null : (
        <Typography variant="body2">{translate('desk.orders.turn.team', { team })}</Typography>
      )}
      {reading.issue ? (
        <Typography variant="body2" color="text.secondary">
          {reading.step === null ? null : translate('desk.orders.turn.step', { step: reading.step })}
          {issue === null ? null : (
            <>
              {reading.step === null ? null : ' · '}
              <MuiLink component={Link} to={`/playbook#issue-${issue}`}>
                {pick(issueById(issue).title)}
              </MuiLink>
            </>
          )}
        </Typography>
      ) : null}
    </Box>
  );
}

function NoteLink({ refId, newer }: { refId: string; newer: boolean }) {
  const translate = useTranslate();
  return (
    <>
      {' '}
      <MuiLink component={Link} to={`/orders/${refId}`} underline="always">
        {translate(`desk.orders.turn.${newer ? 'openLater' : 'openThat'}`)}
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

interface ChecksProps {
  title: string;
  checks: readonly CheckCode[];
  spans: TriageReading['spans'];
  ticks: TurnCardProps['ticks'];
}

/** A line without a box to tick, among those that have one: a dot where they have the box. */
const besideTicksSx = {
  position: 'relative',
  pl: '25px',
  py: 0.25,
  '&::before': { content: '"•"', position: 'absolute', left: 5 },
};

/** What to look at first. What says something to a support team once it is done has a box to tick: it stands in the ticket. */
function Checks({ title, checks, spans, ticks }: ChecksProps) {
  const language = useLanguage();
  if (checks.length === 0) return null;
  const isTold = (check: CheckCode) => DONE_CHECKS.some((done) => done === check);
  const bulleted = !ticks || !checks.some(isTold);
  return (
    <div>
      <Typography variant="h3">{title}</Typography>
      <Box
        component="ul"
        sx={{
          m: 0,
          mt: 0.25,
          p: 0,
          pl: bulleted ? 2.25 : 0,
          listStyle: bulleted ? 'disc' : 'none',
          fontSize: '0.875rem',
        }}
      >
        {checks.map((check) => (
          <li key={check}>
            {ticks && isTold(check) ? (
              <FormControlLabel
                control={
                  <Checkbox
                    size="small"
                    checked={ticks.ticked.includes(check)}
                    onChange={() => ticks.tick(check)}
                    sx={{ py: 0.25 }}
                  />
                }
                label={sayCheck(language, check, spans)}
                slotProps={{ typography: { sx: { fontSize: '0.875rem' } } }}
              />
            ) : (
              <Box sx={bulleted ? { py: 0.25 } : besideTicksSx}>{sayCheck(language, check, spans)}</Box>
            )}
          </li>
        ))}
      </Box>
    </div>
  );
}
