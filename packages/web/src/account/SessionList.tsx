import { useTranslate } from 'react-admin';
import { PageTitle } from '../kit/PageTitle.tsx';
import { SessionTable } from './SessionTable.tsx';

/** Where one is logged in. */
export default function SessionList() {
  const translate = useTranslate();
  return (
    <>
      <PageTitle title={translate('desk.account_pages.sessions.title')}>
        {translate('desk.account_pages.sessions.intro')}
      </PageTitle>
      <SessionTable username={null} />
    </>
  );
}
