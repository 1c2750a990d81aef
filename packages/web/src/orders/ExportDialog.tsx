import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  LinearProgress,
  Typography,
} from '@mui/material';
import { useId, useState } from 'react';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import type { ListMeta } from '../dataProvider.ts';
import { countText } from '../format/amounts.ts';
import { ErrorState } from '../kit/States.tsx';

/** The address from which the server streams exactly the rows of a list, as CSV. */
function exportUrl(
  resource: string,
  filter: Readonly<Record<string, unknown>>,
  sort: { field: string; order: string },
): string {
  const query = new URLSearchParams({
    filter: JSON.stringify(filter),
    sort: JSON.stringify([sort.field, sort.order]),
  });
  return `/api/${resource}.csv?${query}`;
}

/** Says what will be exported, and how many rows, before the download begins. */
export function ExportDialog() {
  const translate = useTranslate();
  const titleId = useId();
  const [locale = 'en'] = useLocaleState();
  const [open, setOpen] = useState(false);
  const list = useListContext();
  const { resource, filterValues, sort, total, meta, error, isPlaceholderData, refetch } = list;
  // Rows of another filter stay on the page until those of this one are counted.
  const count = isPlaceholderData ? undefined : total;
  const capped = (meta as ListMeta | undefined)?.capped ?? false;
  const close = () => setOpen(false);
  return (
    <>
      <Button
        startIcon={<DownloadOutlined />}
        aria-label={translate('ra.action.export')}
        onClick={() => setOpen(true)}
        sx={{ minWidth: 0, '& .MuiButton-startIcon': { mr: { xs: 0, sm: 1 } } }}
      >
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {translate('ra.action.export')}
        </Box>
      </Button>
      <Dialog open={open} onClose={close} aria-labelledby={titleId}>
        <DialogTitle id={titleId}>{translate('desk.orders.export.title')}</DialogTitle>
        <DialogContent>
          {count !== undefined ? (
            <Typography>
              {translate('desk.orders.export.rows', { count: countText(count, locale, capped) })}
            </Typography>
          ) : error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <LinearProgress aria-label={translate('desk.loading')} />
          )}
          <Typography variant="body2" color="text.secondary" sx={{ mt: 1 }}>
            {translate('desk.orders.export.help')}
          </Typography>
        </DialogContent>
        <DialogActions>
          <Button onClick={close}>{translate('desk.cancel')}</Button>
          <Button
            variant="contained"
            component="a"
            href={exportUrl(resource, filterValues as Record<string, unknown>, sort)}
            download
            onClick={close}
          >
            {translate('desk.orders.export.download')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
