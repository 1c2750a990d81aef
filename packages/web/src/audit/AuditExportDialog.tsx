import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  LinearProgress,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material';
import { EXPORT_FORMATS, type ExportFormat } from '@srs-desk/shared/api/audit.ts';
import { useId, useState } from 'react';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { useVerb } from '../api/use-verb.ts';
import type { ListMeta } from '../dataProvider.ts';
import { countText } from '../format/amounts.ts';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { ErrorState } from '../kit/States.tsx';
import { logExportUrl, mayStandInAddress } from './log-filters.ts';
import { useLogFilter } from './log-words.tsx';
import { useFilterText } from './use-filter-text.ts';

/** Says what will be exported, in which form, and how many entries; the export itself becomes an entry. */
export function AuditExportDialog() {
  const translate = useTranslate();
  const filterText = useFilterText();
  const titleId = useId();
  const [locale = 'en'] = useLocaleState();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('jsonl');
  const { total, meta, error, isPlaceholderData, refetch } = useListContext();
  // Entries of another filter stay on the page until those of this one are counted.
  const count = isPlaceholderData ? undefined : total;
  const { filter } = useLogFilter();
  const capped = (meta as ListMeta | undefined)?.capped ?? false;
  const said = filterText(filter);
  const text = (key: string, options?: object) => translate(`desk.audit.export.${key}`, options);
  const close = () => setOpen(false);
  // Words that may name somebody go in the body; all else is streamed straight to a file.
  const byPost = typeof filter.q === 'string' && !mayStandInAddress(filter.q);
  const download = useVerb('exportLog', { onSuccess: close });
  return (
    <>
      <Button variant="outlined" startIcon={<DownloadOutlined />} onClick={() => setOpen(true)}>
        {text('open')}
      </Button>
      <Dialog open={open} onClose={close} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text('title')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          {count !== undefined ? (
            <Typography>
              {text('rows', { smart_count: count, count: countText(count, locale, capped) })}{' '}
              {said.length === 0 ? text('everything') : text('filtered')}
            </Typography>
          ) : error ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : (
            <LinearProgress aria-label={translate('desk.loading')} />
          )}
          {said.length === 0 ? null : (
            <ul style={{ margin: 0 }}>
              {said.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
          <RadioGroup
            value={format}
            aria-label={text('format')}
            onChange={(event) => setFormat(event.target.value as ExportFormat)}
          >
            {EXPORT_FORMATS.map((one) => (
              <FormControlLabel key={one} value={one} control={<Radio size="small" />} label={text(one)} />
            ))}
          </RadioGroup>
          <Typography variant="body2" color="text.secondary">
            {text('help')}
          </Typography>
        </DialogContent>
        <ProblemAlert error={download.error} />
        <DialogActions>
          <Button onClick={close}>{translate('desk.cancel')}</Button>
          <Button
            variant="contained"
            disabled={!count || download.isPending}
            {...(byPost
              ? { onClick: () => download.mutate({ filter, format }) }
              : { component: 'a', href: logExportUrl(filter, format), download: true, onClick: close })}
          >
            {text('download')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
