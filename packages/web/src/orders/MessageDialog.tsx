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
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import { SITUATIONS, type Situation } from '@srs-desk/shared/process/situations.ts';
import type { TriageReading } from '@srs-desk/shared/process/triage.ts';
import { situationFor, userMessage } from '@srs-desk/shared/process/user-message.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useId, useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { copyText } from '../kit/clipboard.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ToneText } from '../kit/StateChip.tsx';
import { LanguageField } from './TicketDialog.tsx';
import { mailTo } from './useHandover.ts';
import { useSupportRules } from './useSupportRules.ts';

interface MessageDialogProps {
  order: OrderDetail;
  reading: TriageReading;
  onClose(): void;
  onDone(): void;
}

/** What to tell the end user, ready to copy or mail; that it was told is recorded, the words are not. */
export function MessageDialog({ order, reading, onClose, onDone }: MessageDialogProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const titleId = useId();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const [situation, setSituation] = useState<Situation>(situationFor(reading));
  const rules = useSupportRules().data;
  const [ownUse, setOwnUse] = useState<boolean | null>(null);
  const uses = ownUse ?? rules?.ownUse ?? false;
  const message = userMessage({
    situation,
    methodKey: methodKeyOf(order.issuer, order.method),
    language,
    targetUrl: order.targetUrl ?? null,
    serviceProvider: rules?.serviceProvider ?? null,
    ownUse: uses,
    legalText: rules?.legalText ?? null,
  });
  const told = useAction(async (channel: 'copied' | 'mail') => {
    if (channel === 'copied') await copyText(`${message.subject}\n\n${message.body}`);
    await ask(`orders/${order.refId}/messages`, { method: 'POST', body: { situation, language, channel } });
    notify('desk.orders.message.recorded', { type: 'success' });
    onDone();
    onClose();
  });
  const mail = mailTo(order.revealed?.fields.includes('email') ? (order.email ?? '') : '', message);
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} maxWidth="md" fullWidth>
      <DialogTitle id={titleId}>{translate('desk.orders.message.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap', pt: 1 }}>
          <TextField
            select
            label={translate('desk.orders.message.situation')}
            value={situation}
            onChange={(event) => setSituation(event.target.value as Situation)}
            sx={{ minWidth: 240 }}
          >
            {SITUATIONS.map((one) => (
              <MenuItem key={one} value={one}>
                {translate(`desk.words.situation.${one}`)}
              </MenuItem>
            ))}
          </TextField>
          <LanguageField value={language} onChange={setLanguage} />
          {rules && rules.legalText === null ? (
            <FormControlLabel
              control={<Checkbox checked={uses} onChange={(event) => setOwnUse(event.target.checked)} />}
              label={translate('desk.orders.message.ownUse')}
            />
          ) : null}
        </Box>
        <Box
          component="section"
          aria-label={message.subject}
          sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
        >
          <strong>{message.subject}</strong>
          {`\n\n${message.body}`}
        </Box>
        {message.missing.length > 0 ? (
          <ToneText tone="warn">
            {message.missing.map((what) => translate(`desk.orders.message.lacks.${what}`)).join(' ')}
          </ToneText>
        ) : null}
        <ProblemAlert error={told.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{translate('desk.close')}</Button>
        <Button href={mail} onClick={() => void told.run('mail')}>
          {translate('desk.orders.message.mail')}
        </Button>
        <Button variant="contained" disabled={told.busy} onClick={() => void told.run('copied')}>
          {translate('desk.orders.message.copy')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
