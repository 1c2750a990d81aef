import type { RegistrationRow } from '@srs-desk/shared/api/registrations.ts';
import { DataTable, ListBase, useTranslate } from 'react-admin';
import { actorText } from '../audit/log-filters.ts';
import { IdText } from '../kit/IdText.tsx';
import { ListStates, Pages } from '../kit/list/ListStates.tsx';
import { HeadCol, Rows } from '../kit/list/Rows.tsx';
import { PageTitle } from '../kit/PageTitle.tsx';
import { RelativeTime } from '../kit/RelativeTime.tsx';
import { EmptyState } from '../kit/States.tsx';

const Col = DataTable.Col<RegistrationRow>;
const NEWEST_FIRST = { field: 'askedAt', order: 'DESC' } as const;

/** Ref IDs that somebody asked about and of which SRS has told no order. */
export default function RegistrationList() {
  const translate = useTranslate();
  const text = (key: string) => translate(`desk.place.registrations.${key}`);
  return (
    <ListBase<RegistrationRow>
      resource="registrations"
      sort={NEWEST_FIRST}
      perPage={100}
      disableAuthentication
    >
      <PageTitle title={text('title')}>{text('intro')}</PageTitle>
      <ListStates empty={<EmptyState title={text('none')} />}>
        <Rows<RegistrationRow>
          label={text('title')}
          stacked={['externalId', 'askedBy', 'askedAt', 'state', 'nextAskAt']}
        >
          <HeadCol<RegistrationRow>
            source="refId"
            render={({ refId }) => <IdText id={refId} kind="Ref ID" whole />}
          />
          <Col source="externalId" />
          <Col source="askedBy" render={({ askedBy }) => actorText(askedBy)} />
          <Col source="askedAt" render={({ askedAt }) => <RelativeTime at={askedAt} />} />
          <Col source="state" render={({ state }) => translate(`desk.words.registrationState.${state}`)} />
          <Col
            source="nextAskAt"
            render={({ nextAskAt }) => (nextAskAt ? <RelativeTime at={nextAskAt} /> : text('over'))}
          />
        </Rows>
        <Pages />
      </ListStates>
    </ListBase>
  );
}
