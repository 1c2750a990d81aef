import { Alert, Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { PlacedExtras } from '@srs-desk/shared/api/placing.ts';
import { methodDisplayName } from '@srs-desk/shared/method/catalogue.ts';
import { WITH_USER_STATUSES } from '@srs-desk/shared/order/status.ts';
import type { Language } from '@srs-desk/shared/words/language.ts';
import { useState } from 'react';
import { ShowBase, useTranslate } from 'react-admin';
import { Link, useLocation, useParams } from 'react-router';
import { useLanguage } from '../i18n/useBilingual.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { IdText } from '../kit/IdText.tsx';
import { ShowStates, WHOLE } from '../kit/list/ShowStates.tsx';
import { useRecord } from '../kit/list/use-record.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { Section } from '../kit/Section.tsx';
import { StatusChip } from '../kit/StateChip.tsx';
import { MessageText } from '../orders/MessageDialog.tsx';
import { useUserMessage } from '../orders/useUserMessage.ts';

/** What came of a placing: the link for the user, and the message to send with it. */
export default function PlacedPage() {
  const { id: refId = '' } = useParams();
  const translate = useTranslate();
  return (
    <ShowBase<OrderDetail> resource="orders" id={refId} queryOptions={WHOLE} disableAuthentication>
      <ShowStates title={translate('desk.orders.one')}>
        <Placed />
      </ShowStates>
    </ShowBase>
  );
}

function Placed() {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
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
      {WITH_USER_STATUSES.includes(order.status) ? <TargetUrl /> : null}
      <UserMessage />
    </Box>
  );
}

/** The link, as long as the user has not been through it. */
function TargetUrl() {
  const translate = useTranslate();
  const order = useRecord<OrderDetail>();
  return (
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
  );
}

function UserMessage() {
  const translate = useTranslate();
  const { id } = useRecord<OrderDetail>();
  const [language, setLanguage] = useState<Language>(useLanguage());
  const { message, isReady, give, error, retry } = useUserMessage({ id, lang: language });
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
          <Button variant="outlined" disabled={!isReady} onClick={() => void give('copied')}>
            {translate('desk.orders.message.copy')}
          </Button>
        </Box>
      }
    >
      <ProblemAlert error={error} onRetry={retry} />
      {message ? <MessageText message={message} /> : null}
    </Section>
  );
}
