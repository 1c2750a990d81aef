import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { sayHold } from '@srs-desk/shared/process/texts.ts';
import { useId } from 'react';
import { useTranslate } from 'react-admin';
import { useLanguage } from '../i18n/useBilingual.ts';
import { actorName } from './TimelineWords.tsx';
import { useFormatInstant } from './useFormatInstant.ts';
import type { Handover } from './useHandover.ts';

/** Asks before a ticket is copied that should wait, or that somebody has given already; Enter copies it nevertheless. */
export function AskBeforeTicket({ handover }: { handover: Handover }) {
  const translate = useTranslate();
  const language = useLanguage();
  const format = useFormatInstant();
  const titleId = useId();
  if (handover.asks === null) return null;
  const { hold, earlier } = handover.asks;
  const text = (key: string, params = {}) => translate(`desk.orders.handover.${key}`, params);
  const who = earlier === null ? '' : actorName(earlier.createdBy);
  return (
    <Dialog open onClose={() => handover.decide(false)} aria-labelledby={titleId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{text('askTitle')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        {hold === null ? null : (
          <Typography>
            {translate('desk.orders.turn.hold')} {sayHold(language, hold, format)}
          </Typography>
        )}
        {earlier === null ? null : (
          <Typography>{text('earlier', { who, at: format(Date.parse(earlier.createdAt)) })}</Typography>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={() => handover.decide(false)}>{translate('desk.cancel')}</Button>
        <Button variant="contained" autoFocus onClick={() => handover.decide(true)}>
          {text('copyAnyway')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
