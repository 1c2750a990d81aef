import { Box, Link as MuiLink } from '@mui/material';
import type { ApprovalRow } from '@srs-desk/shared/api/approvals.ts';
import { CanAccess, DataTable, ListBase, useGetList, useListContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { SettingsFrame } from '../admin/SettingsFrame.tsx';
import { actorText } from '../audit/log-filters.ts';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import { EmptyState } from '../kit/States.tsx';
import { accessTo } from '../session/access.ts';
import { AboutRequest } from './AboutRequest.tsx';
import { APPROVAL_STYLE } from './approval-style.ts';
import { useWaiting } from './use-waiting.ts';
import { WaitingRequest } from './WaitingRequest.tsx';

const Col = DataTable.Col<ApprovalRow>;
const NEWEST_FIRST = { field: 'id', order: 'DESC' } as const;

/** What waits for a second admin, first what waits for this one; and what became of the rest. */
export default function ApprovalList() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.approvals.${key}`);
  return (
    <ListBase<ApprovalRow> resource="approvals" sort={NEWEST_FIRST} perPage={50} disableAuthentication>
      <SettingsFrame>
        <PageTitle title={text('title')}>{text('intro')}</PageTitle>
        <Waiting />
        <CanAccess {...accessTo('cancellations.read')}>
          <WaitingCancellations />
        </CanAccess>
        <ListStates empty={<EmptyState title={text('none')} />}>
          <Rows<ApprovalRow> label={text('all')}>
            <HeadCol<ApprovalRow>
              source="act"
              render={({ act }) => translate(`desk.words.approvalAct.${act}`)}
            />
            <Col source="target" render={(request) => <AboutRequest request={request} />} />
            <Col source="state" render={(request) => <RequestState request={request} />} />
            <Col
              source="askedAt"
              render={({ askedBy, askedAt }) => (
                <>
                  {actorText(askedBy)} · <RelativeTime at={askedAt} />
                </>
              )}
            />
            <Col source="decidedAt" render={(request) => <Decision request={request} />} />
          </Rows>
          <Pages />
        </ListStates>
      </SettingsFrame>
    </ListBase>
  );
}

function Waiting() {
  const translate = useTranslate();
  const { data } = useListContext<ApprovalRow>();
  const waiting = useWaiting();
  if (data === undefined || waiting.length === 0) return null;
  return (
    <Box sx={{ mb: 2 }}>
      <Section surface title={translate('desk.approvals.waiting')}>
        <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}>
          {waiting.map((request) => (
            <li key={request.id}>
              <WaitingRequest request={request} />
            </li>
          ))}
        </Box>
      </Section>
    </Box>
  );
}

const AWAITING = {
  filter: { state: 'awaiting_approval' },
  pagination: { page: 1, perPage: 1 },
  sort: { field: 'id', order: 'DESC' },
} as const;

/** Large cancellations have a page of their own, on which their number is typed again. */
function WaitingCancellations() {
  const translate = useTranslate();
  const { total = 0 } = useGetList('cancellations', AWAITING);
  if (total === 0) return null;
  return (
    <p>
      <MuiLink component={Link} to='/cancellations?filter={"state":"awaiting_approval"}' underline="always">
        {translate('desk.approvals.cancellations', { smart_count: total })}
      </MuiLink>
    </p>
  );
}

function RequestState({ request: { state } }: { request: ApprovalRow }) {
  const translate = useTranslate();
  return <StateChip {...APPROVAL_STYLE[state]} label={translate(`desk.words.approvalState.${state}`)} />;
}

function Decision({ request: { decidedBy, decidedAt, note } }: { request: ApprovalRow }) {
  if (decidedAt === null || decidedBy === null) return null;
  return (
    <>
      {actorText(decidedBy)} · <RelativeTime at={decidedAt} />
      {note === null ? null : ` · ${note}`}
    </>
  );
}
