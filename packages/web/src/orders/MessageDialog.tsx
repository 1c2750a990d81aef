import {
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  LinearProgress,
  MenuItem,
  TextField,
} from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { OrderMessage } from '@srs-desk/shared/api/support.ts';
import type { Situation } from '@srs-desk/shared/process/situations.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useLanguage } from '../i18n/useBilingual.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ToneText } from '../kit/StateChip.tsx';
import { LanguageField } from './TicketDialog.tsx';
import { mailTo } from './useHandover.ts';
import { useSupportRules } from './useSupportRules.ts';
import { useUserMessage } from './useUserMessage.ts';

interface MessageDialogProps {
  order: OrderDetail;
  /** What it stands on is on its way to the server. */
  waits: boolean;
  /** Why an answer was not stored: the message does not follow it. */
  answerError: Error | null;
  onClose(): void;
  onDone(): void;
}

/** What to tell the end user, ready to copy or mail; that it was told is recorded, the words are not. */
export function MessageDialog({ order, waits, answerError, onClose, onDone }: MessageDialogProps) {
  const translate = useTranslate();
  const titleId = useId();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const [chosen, setChosen] = useState<Situation | null>(null);
  const [ownUse, setOwnUse] = useState<boolean | null>(null);
  const rules = useSupportRules().data;
  const wanted = {
    id: order.refId,
    lang: language,
    situation: chosen ?? undefined,
    ownUse: ownUse ?? undefined,
  };
  const { message, isReady, give, error, retry } = useUserMessage(waits ? null : wanted);
  const uses = ownUse ?? rules?.ownUse ?? false;
  const tell = (channel: 'copied' | 'mail') =>
    void give(channel, () => {
      onDone();
      onClose();
    });
  const address = order.revealed?.fields.includes('email') ? (order.email ?? '') : '';
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="md" fullWidth>
      <DialogTitle id={titleId}>{translate('desk.orders.message.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', pt: 1 }}>
          <TextField
            select
            label={translate('desk.orders.message.situation')}
            value={message?.situation ?? ''}
            onChange={({ target }) =>
              setChosen(message?.situations.find((one) => one === target.value) ?? null)
            }
            sx={{ minWidth: 240 }}
          >
            {(message?.situations ?? []).map((one) => (
              <MenuItem key={one} value={one}>
                {translate(`desk.words.situation.${one}`)}
              </MenuItem>
            ))}
          </TextField>
          <LanguageField value={language} onChange={setLanguage} />
          {rules?.legalText === null && message && message.targetUrl !== null ? (
            <FormControlLabel
              control={<Checkbox checked={uses} onChange={(event) => setOwnUse(event.target.checked)} />}
              label={translate('desk.orders.message.ownUse')}
            />
          ) : null}
        </Box>
        {message ? <MessageText message={message} /> : null}
        {isReady || error ? null : <LinearProgress aria-label={translate('desk.loading')} />}
        <ProblemAlert error={answerError} />
        <ProblemAlert error={error} onRetry={retry} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('desk.close')}</Button>
        <Button
          disabled={!isReady}
          href={message ? mailTo(address, message) : ''}
          onClick={() => tell('mail')}
        >
          {translate('desk.orders.message.mail')}
        </Button>
        <Button variant="contained" disabled={!isReady} onClick={() => tell('copied')}>
          {translate('desk.orders.message.copy')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** A message as the user will read it, and what it lacks. */
export function MessageText({ message }: { message: OrderMessage }) {
  const translate = useTranslate();
  return (
    <>
      <Box
        component="section"
        aria-label={message.subject}
        sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
      >
        <strong>{message.subject}</strong>
        {`\n\n${message.body}`}
      </Box>
      {message.missing.map((what) => (
        <ToneText key={what} tone="warn">
          {translate(`desk.orders.message.lacks.${what}`)}
        </ToneText>
      ))}
    </>
  );
}
