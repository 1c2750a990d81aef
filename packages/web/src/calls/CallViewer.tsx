import CloseOutlined from '@mui/icons-material/CloseOutlined';
import { Alert, Box, IconButton, LinearProgress, Link as MuiLink, Typography } from '@mui/material';
import type { CallDetail } from '@srs-desk/shared/api/calls.ts';
import { hasFailed } from '@srs-desk/shared/call/fields.ts';
import { useCanAccess, useGetOne, useLocaleState, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { actorText } from '../audit/log-filters.ts';
import { durationText } from '../format/time.ts';
import { CopyButton } from '../kit/CopyButton.tsx';
import { Fact, Facts } from '../kit/Facts.tsx';
import { IdText } from '../kit/IdText.tsx';
import { JsonView } from '../kit/JsonView.tsx';
import { WHOLE } from '../kit/list/ShowStates.tsx';
import { ExactTime } from '../kit/RelativeTime.tsx';
import { OutcomeChip } from '../kit/StateChip.tsx';
import { ErrorState } from '../kit/States.tsx';
import { useOver } from '../kit/use-over.ts';
import { accessTo } from '../session/access.ts';
import { MONO } from '../theme/theme.ts';
import { CallHandover } from './CallHandover.tsx';
import { asCurl, asJson } from './call-text.ts';

interface CallViewerProps {
  id: number;
  /** Absent where the viewer stands inside a timeline. */
  onClose?: () => void;
}

/** One call: the response first, then the request, then where it is proved. */
export function CallViewer({ id, onClose }: CallViewerProps) {
  const translate = useTranslate();
  const { data, error, isPending, refetch } = useGetOne<CallDetail>('calls', { id, meta: WHOLE.meta });
  const isOver = useOver(data?.revealedUntil, () => void refetch());
  if (isPending) return <LinearProgress aria-label={translate('desk.loading')} />;
  if (error || !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Box
      component="section"
      aria-label={translate('desk.calls.one')}
      sx={{ minWidth: 0, display: 'grid', gap: 1.5 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2">{translate(`desk.words.operation.${data.operation}`)}</Typography>
        <OutcomeChip {...data} />
        {isOver ? null : (
          <Box sx={copiesSx}>
            <CopyButton text={asJson(data)} label={translate('desk.calls.copyJson')} words />
            <CopyButton text={asCurl(data)} label={translate('desk.calls.copyCurl')} words />
          </Box>
        )}
        {onClose ? (
          <IconButton
            size="small"
            aria-label={translate('desk.close')}
            onClick={onClose}
            sx={{ ml: { xs: 'auto', sm: 0 } }}
          >
            <CloseOutlined fontSize="small" />
          </IconButton>
        ) : null}
      </Box>
      <CallBodies call={data} isOver={isOver} />
      <CallFacts call={data} />
      {hasFailed(data) ? <CallHandover call={data} /> : null}
    </Box>
  );
}

/** On a phone a line of their own, below the name of the call and what closes it. */
const copiesSx = {
  order: { xs: 1, sm: 0 },
  width: { xs: '100%', sm: 'auto' },
  ml: { sm: 'auto' },
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1,
  '& .MuiButton-root': { whiteSpace: 'nowrap' },
} as const;

/** Once a reveal is over, no body is shown until the call is read again. */
function CallBodies({ call, isOver }: { call: CallDetail; isOver: boolean }) {
  const translate = useTranslate();
  const { canAccess: mayBodies } = useCanAccess(accessTo('calls.bodies'));
  if (!mayBodies) return <Alert severity="info">{translate('desk.calls.noBodies')}</Alert>;
  if (isOver) return <Masked call={call} />;
  return (
    <>
      {call.bodies === 'masked' ? <Masked call={call} /> : null}
      {call.bodies === 'erased' ? <Alert severity="info">{translate('desk.calls.erased')}</Alert> : null}
      {call.failure ? <Alert severity="warning">{call.failure}</Alert> : null}
      <Message
        title={translate('desk.calls.response')}
        body={call.responseBody}
        headers={call.responseHeaders}
      />
      <Message
        title={translate('desk.calls.request')}
        body={call.requestBody}
        headers={call.requestHeaders}
      />
    </>
  );
}

/** What is masked can be revealed on the order's page, where there is an order. */
function Masked({ call }: { call: CallDetail }) {
  const translate = useTranslate();
  return (
    <Alert severity="info">
      {translate(call.refId === null ? 'desk.calls.maskedForGood' : 'desk.calls.masked')}
    </Alert>
  );
}

interface MessageProps {
  title: string;
  body: string | null | undefined;
  headers: Record<string, string> | null | undefined;
}

function Message({ title, body, headers }: MessageProps) {
  const translate = useTranslate();
  return (
    <Box component="section" sx={{ minWidth: 0 }}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      {body ? (
        <JsonView value={body} label={title} />
      ) : (
        <Typography variant="body2" color="text.secondary">
          {translate('desk.calls.noBody')}
        </Typography>
      )}
      {headers && Object.keys(headers).length > 0 ? (
        <Box component="details" sx={{ mt: 0.5 }}>
          <Box component="summary" sx={{ cursor: 'pointer', fontSize: '0.8125rem' }}>
            {translate('desk.calls.headers')}
          </Box>
          <Box
            component="ul"
            sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none', fontFamily: MONO, fontSize: '0.75rem' }}
          >
            {Object.entries(headers).map(([name, value]) => (
              <li key={name}>
                {name}: {value}
              </li>
            ))}
          </Box>
        </Box>
      ) : null}
    </Box>
  );
}

function CallFacts({ call }: { call: CallDetail }) {
  const translate = useTranslate();
  const { canAccess: mayRead } = useCanAccess(accessTo('audit.read'));
  const [locale = 'en'] = useLocaleState();
  const name = (field: string) => translate(`resources.calls.fields.${field}`);
  return (
    <Facts>
      <Fact name="URL">
        <Box component="span" sx={{ fontFamily: MONO, fontSize: '0.78125rem' }}>
          {call.httpMethod} {call.url}
        </Box>
      </Fact>
      <Fact name={name('startedAt')}>
        <ExactTime at={call.startedAt} />
        {call.durationMs === null ? null : ` · ${durationText(call.durationMs, locale)}`}
        {call.attempt > 1 ? ` · ${translate('desk.calls.attempt', { attempt: call.attempt })}` : null}
      </Fact>
      <Fact name="Ref ID">
        {call.refId ? (
          <>
            <MuiLink component={Link} to={`/orders/${call.refId}`}>
              <IdText id={call.refId} plain />
            </MuiLink>{' '}
            <CopyButton text={call.refId} label={`${translate('desk.copy')}: Ref ID`} />
          </>
        ) : (
          '–'
        )}
      </Fact>
      <Fact name="Order ID">
        <IdText id={call.orderId} kind="Order ID" />
      </Fact>
      <Fact name="External ID">{call.externalId ?? '–'}</Fact>
      <Fact name={name('origin')}>
        {translate(`desk.words.origin.${call.origin}`)}
        {call.actor === call.origin ? null : ` · ${actorText(call.actor)}`}
      </Fact>
      <Fact name={name('correlationId')}>
        <IdText id={call.correlationId} kind={name('correlationId')} />
      </Fact>
      <Fact name={translate('desk.calls.proof')}>
        {mayRead ? (
          <>
            <MuiLink component={Link} to={`/audit/${call.seqIntent}`}>
              {translate('desk.calls.intent', { seq: call.seqIntent })}
            </MuiLink>
            {call.seqOutcome === null ? null : (
              <>
                {' · '}
                <MuiLink component={Link} to={`/audit/${call.seqOutcome}`}>
                  {translate('desk.calls.outcome', { seq: call.seqOutcome })}
                </MuiLink>
              </>
            )}
          </>
        ) : (
          <>
            {translate('desk.calls.intent', { seq: call.seqIntent })}
            {call.seqOutcome === null
              ? null
              : ` · ${translate('desk.calls.outcome', { seq: call.seqOutcome })}`}
          </>
        )}
      </Fact>
    </Facts>
  );
}
