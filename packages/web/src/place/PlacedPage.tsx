import { Alert, Box, Button, LinearProgress, MenuItem, TextField, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { PlacedExtras } from '@srs-desk/shared/api/placing.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useState } from 'react';
import { useNotify, useTranslate } from 'react-admin';
import { Link, useLocation, useParams } from 'react-router';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { useApi } from '../api/use-api.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { copyText } from '../kit/clipboard.ts';
import { IdText } from '../kit/IdText.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import { MessageText } from '../orders/MessageDialog.tsx';
import { useUserMessage } from '../orders/useUserMessage.ts';

/** What came of a placing: the link for the user, and the message to send with it. */
export default function PlacedPage() {
  const { refId = '' } = useParams();
  const translate = useTranslate();
  const order = useApi<OrderDetail>(`orders/${refId}`, { refreshOn: ['orders'], refreshId: refId });
  if (order.isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (order.error || !order.data) return <ErrorState error={order.error} onRetry={order.refetch} />;
  return <Placed order={order.data} />;
}

function Placed({ order }: { order: OrderDetail }) {
  const translate = useTranslate();
  const state: unknown = useLocation().state;
  const predecessor = (state as Pick<PlacedExtras, 'predecessor'> | null)?.predecessor ?? null;
  return (
    <Box sx={{ display: 'grid', gap: 3, maxWidth: 860, pb: 4 }}>
      <PageTitle
        title={translate('desk.place.placed')}
        aside={<StatusChip status={order.status} wireStatus={order.wireStatus} />}
        actions={
          <Button variant="outlined" component={Link} to={`/orders/${order.refId}`}>
            {translate('desk.place.toOrder')}
          </Button>
        }
      >
        {methodDisplayName(order.issuer, order.method)} · Ref ID{' '}
        <IdText id={order.refId} kind="Ref ID" whole />
      </PageTitle>
      {predecessor && predecessor.cancellation !== 'not_needed' ? (
        <Alert severity={predecessor.cancellation === 'failed' ? 'warning' : 'info'}>
          {translate(`desk.place.predecessor.${predecessor.cancellation}`, { refId: predecessor.refId })}
        </Alert>
      ) : null}
      <Section title={translate('desk.words.field.targetUrl')} surface>
        {order.targetUrl ? (
          <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
            <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
              {order.targetUrl}
            </Box>
            <CopyButton
              text={order.targetUrl}
              label={translate('desk.place.copyUrl')}
              words
              variant="contained"
            />
          </Box>
        ) : (
          <Typography variant="body2">{translate('desk.place.noUrlYet')}</Typography>
        )}
      </Section>
      <UserMessage order={order} />
    </Box>
  );
}

function UserMessage({ order }: { order: OrderDetail }) {
  const translate = useTranslate();
  const notify = useNotify();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const { message, error } = useUserMessage({ id: order.refId, lang: language });
  const copy = useAction(async () => {
    if (message === undefined) return;
    await copyText(`${message.subject}\n\n${message.body}`);
    const body = { situation: message.situation, language, channel: 'copied' };
    await ask(`orders/${order.refId}/messages`, { method: 'POST', body });
    notify('desk.orders.message.recorded', { type: 'success' });
  });
  return (
    <Section
      title={translate('desk.place.message')}
      surface
      actions={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <TextField
            select
            label={translate('desk.orders.message.language')}
            value={language}
            onChange={(event) => setLanguage(event.target.value as Language)}
            sx={{ minWidth: 110 }}
          >
            <MenuItem value="en">English</MenuItem>
            <MenuItem value="de">Deutsch</MenuItem>
          </TextField>
          <Button variant="outlined" disabled={copy.busy || !message} onClick={() => void copy.run()}>
            {translate('desk.orders.message.copy')}
          </Button>
        </Box>
      }
    >
      <ProblemAlert error={copy.error ?? error} />
      {message ? <MessageText message={message} /> : null}
    </Section>
  );
}
