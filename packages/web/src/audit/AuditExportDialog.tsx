import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material';
import { EXPORT_FORMATS, type ExportFormat } from '@srs-desk/shared/api/audit.ts';
import { useId, useState } from 'react';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import type { ListMeta } from '../dataProvider.ts';
import { countText } from '../format/amounts.ts';
import { logExportUrl } from './log-filters.ts';
import { useFilterText } from './use-filter-text.ts';

/** Says what will be exported, in which form, and how many entries; the export itself becomes an entry. */
export function AuditExportDialog() {
  const translate = useTranslate();
  const filterText = useFilterText();
  const titleId = useId();
  const [locale = 'en'] = useLocaleState();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('jsonl');
  const { filterValues, total, meta } = useListContext();
  const capped = (meta as ListMeta | undefined)?.capped ?? false;
  const said = filterText(filterValues);
  const text = (key: string, options?: object) => translate(`desk.audit.export.${key}`, options);
  const close = () => setOpen(false);
  return (
    <>
      <Button variant="outlined" startIcon={<DownloadOutlined />} onClick={() => setOpen(true)}>
        {text('open')}
      </Button>
      <Dialog open={open} onClose={close} aria-labelledby={titleId} fullWidth maxWidth="sm">
        <DialogTitle id={titleId}>{text('title')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
          <Typography>
            {text('rows', { smart_count: total ?? 0, count: countText(total ?? 0, locale, capped) })}{' '}
            {said.length === 0 ? text('everything') : text('filtered')}
          </Typography>
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
        <DialogActions>
          <Button onClick={close}>{translate('desk.cancel')}</Button>
          <Button
            variant="contained"
            component="a"
            href={logExportUrl(filterValues, format)}
            download
            disabled={(total ?? 0) === 0}
            onClick={close}
          >
            {text('download')}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
