import {
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  MenuItem,
  TextField,
} from '@mui/material';
import { type IssueId, isIssueId } from '@srs-desk/shared/process/issue-ids.ts';
import { ISSUES } from '@srs-desk/shared/process/issues.ts';
import { NUMBER_PLACEHOLDER, type TicketChoice } from '@srs-desk/shared/process/order-ticket.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { useGone } from '../api/use-gone.ts';
import { useBilingual, useLanguage } from '../i18n/useBilingual.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';
import type { Handover } from './useHandover.ts';

interface TicketDialogProps {
  handover: Handover;
  onClose(): void;
}

/** The ticket before it goes out: language, issue, own words, number; copy or mail, either is recorded. */
export function TicketDialog({ handover, onClose }: TicketDialogProps) {
  const translate = useTranslate();
  const pick = useBilingual();
  const titleId = useId();
  const gone = useGone();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const [issue, setIssue] = useState<IssueId | null>(null);
  const [problem, setProblem] = useState('');
  const [clear, setClear] = useState(true);
  const [happened, setHappened] = useState(() => localInput(deskNow()));
  const choice: TicketChoice = {
    language,
    issue,
    problem: problem.trim() === '' ? null : problem,
    number: clear ? 'clear' : 'shown',
    occurredAt: happened === '' ? null : Date.parse(happened),
  };
  const ticket = handover.ticketFor(choice);
  const text = (key: string) => translate(`desk.orders.handover.${key}`);
  const give = async (channel: 'copied' | 'mail') => {
    await handover.give(choice, channel);
    if (!gone.current) onClose();
  };
  const isBlocked = handover.isBusy || ticket === null;
  const asksNumber = ticket?.body.includes('MSISDN') ?? false;
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="md" fullWidth>
      <DialogTitle id={titleId}>{text('title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', pt: 1 }}>
          <TextField
            type="datetime-local"
            label={text('when')}
            helperText={text('whenHelp')}
            value={happened}
            onChange={({ target }) => setHappened(target.value)}
            autoFocus
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: localInput(deskNow()) } }}
          />
          <TextField
            select
            label={text('issue')}
            value={issue ?? ticket?.issue ?? ''}
            onChange={({ target }) => setIssue(isIssueId(target.value) ? target.value : null)}
            sx={{ minWidth: 260, flex: 1 }}
          >
            {ISSUES.map((one) => (
              <MenuItem key={one.id} value={one.id}>
                {one.step} · {pick(one.title)}
              </MenuItem>
            ))}
          </TextField>
          <LanguageField value={language} onChange={setLanguage} />
        </Box>
        <TextField
          label={text('words')}
          helperText={text('wordsHelp')}
          value={problem}
          onChange={(event) => setProblem(event.target.value)}
          multiline
          maxRows={5}
          slotProps={{ htmlInput: { maxLength: 3000 } }}
        />
        {asksNumber ? (
          <FormControlLabel
            control={<Checkbox checked={clear} onChange={(event) => setClear(event.target.checked)} />}
            label={text('clearNumber')}
          />
        ) : null}
        {ticket ? (
          <Box component="section" aria-label={text('preview')} sx={{ fontSize: '0.875rem' }}>
            <TeamChip team={ticket.team} />
            <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', mt: 1 }}>
              <strong>{ticket.subject}</strong>
              {`\n\n${ticket.body.replaceAll(NUMBER_PLACEHOLDER, text('filledIn'))}`}
            </Box>
          </Box>
        ) : null}
        <ProblemAlert error={handover.error} onRetry={handover.retry} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('desk.close')}</Button>
        <Button disabled={isBlocked} onClick={() => void give('mail').catch(() => undefined)}>
          {text('mail')}
        </Button>
        <Button
          variant="contained"
          disabled={isBlocked}
          onClick={() => void give('copied').catch(() => undefined)}
        >
          {text('copy')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** An instant (ms) as a date field of the browser takes it: in its own time zone, to the minute. */
function localInput(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The language of a text that goes out. */
export function LanguageField({ value, onChange }: { value: Language; onChange(language: Language): void }) {
  const translate = useTranslate();
  return (
    <TextField
      select
      label={translate('desk.orders.message.language')}
      value={value}
      onChange={(event) => onChange(event.target.value === 'de' ? 'de' : 'en')}
      sx={{ minWidth: 120 }}
    >
      <MenuItem value="en">English</MenuItem>
      <MenuItem value="de">Deutsch</MenuItem>
    </TextField>
  );
}
