import { Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { PageTitle } from '../kit/PageTitle.tsx';

/** Stands where a page failed to draw. */
export function PageStumble({ error, onAgain }: { error: Error; onAgain: () => void }) {
  const translate = useTranslate();
  return (
    <div role="alert">
      <PageTitle title={translate('desk.error.page')}>{translate('desk.error.pageHelp')}</PageTitle>
      <Typography variant="body2" sx={{ mb: 2 }}>
        {error.message}
      </Typography>
      <Button variant="outlined" onClick={onAgain}>
        {translate('desk.retry')}
      </Button>
    </div>
  );
}
