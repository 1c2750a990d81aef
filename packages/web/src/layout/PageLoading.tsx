import { Box, CircularProgress } from '@mui/material';
import { useTranslate } from 'react-admin';

/** While a page's code or the session is on its way. */
export function PageLoading() {
  const translate = useTranslate();
  return (
    <Box sx={{ p: 2 }} role="status">
      <CircularProgress aria-label={translate('desk.loading')} />
    </Box>
  );
}
