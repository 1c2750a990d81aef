import { Link as MuiLink } from '@mui/material';
import type { HandoverRow } from '@srs-desk/shared/api/support.ts';
import { isIssueId } from '@srs-desk/shared/process/issue-ids.ts';
import { issueById } from '@srs-desk/shared/process/steps.ts';
import { TICKET_STATES } from '@srs-desk/shared/process/teams.ts';
import { DataTable, ListBase, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { actorText } from '../audit/log-filters.ts';
import { useBilingual } from '../i18n/useBilingual.ts';
import { IdText } from '../kit/IdText.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState } from '../kit/States.tsx';
import { TeamChip } from '../kit/TeamChip.tsx';

const Col = DataTable.Col<HandoverRow>;
const NEWEST_FIRST = { field: 'createdAt', order: 'DESC' } as const;
const WHATEVER_CAME_OF_THEM = { state: TICKET_STATES };

/** Every ticket that was given to a team, the newest first. */
export default function HandoverList() {
  const translate = useTranslate();
  const pick = useBilingual();
  const text = (key: string) => translate(`desk.orders.handover.${key}`);
  return (
    <ListBase<HandoverRow>
      resource="handovers"
      sort={NEWEST_FIRST}
      filter={WHATEVER_CAME_OF_THEM}
      perPage={100}
      disableAuthentication
    >
      <PageTitle title={text('list')} />
      <ListStates empty={<EmptyState title={text('none')} />}>
        <Rows<HandoverRow>
          label={text('list')}
          stacked={['team', 'createdBy', 'createdAt', 'state', 'ticketNumber']}
        >
          <HeadCol<HandoverRow> source="refId" render={(row) => <About row={row} />} />
          <Col
            source="issue"
            render={({ issue }) => (isIssueId(issue) ? pick(issueById(issue).title) : '–')}
          />
          <Col source="team" render={({ team }) => <TeamChip team={team} short />} />
          <Col source="createdBy" render={({ createdBy }) => actorText(createdBy)} />
          <Col source="createdAt" render={({ createdAt }) => <RelativeTime at={createdAt} />} />
          <Col source="state" render={({ state }) => translate(`desk.words.ticketState.${state}`)} />
          <Col source="ticketNumber" />
        </Rows>
        <Pages />
      </ListStates>
    </ListBase>
  );
}

/** The order, or the API call, that a ticket is about. */
export function About({ row }: { row: HandoverRow }) {
  const translate = useTranslate();
  return (
    <MuiLink component={Link} to={row.refId ? `/orders/${row.refId}` : `/calls/${row.callId}`}>
      {row.refId ? (
        <IdText id={row.refId} plain />
      ) : (
        `${translate('desk.orders.handover.call')} ${row.callId}`
      )}
    </MuiLink>
  );
}
