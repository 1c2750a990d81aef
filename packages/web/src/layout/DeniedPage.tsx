import { Button } from '@mui/material';
import { useGetIdentity, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { PageTitle } from '../kit/PageTitle.tsx';

/** A page that this role may not use; the server refuses it too. */
export function DeniedPage() {
  const translate = useTranslate();
  const { identity } = useGetIdentity();
  return (
    <>
      <PageTitle title={translate('desk.denied.title')}>
        {identity
          ? translate('desk.denied.body', { role: translate(`desk.words.role.${identity.role}`) })
          : null}
      </PageTitle>
      <Button component={Link} to="/" variant="outlined">
        {translate('desk.missing.home')}
      </Button>
    </>
  );
}
