import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { PageTitle } from '../kit/PageTitle.tsx';

/** An address that leads nowhere. */
export function MissingPage() {
  const translate = useTranslate();
  return (
    <>
      <PageTitle title={translate('desk.missing.title')}>{translate('desk.missing.body')}</PageTitle>
      <Button component={Link} to="/" variant="outlined">
        {translate('desk.missing.home')}
      </Button>
    </>
  );
}
