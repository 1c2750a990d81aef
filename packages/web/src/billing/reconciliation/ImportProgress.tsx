import { Box, Button, LinearProgress } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { useVerb } from '../../api/use-verb.ts';
import { countText } from '../../format/amounts.ts';

/** How far the import of a file has come, asked twice a second, and the way to stop it. */
export function ImportProgress({ fileId }: { fileId: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const stop = useVerb('stopImport', { touches: ['invoices'] });
  const progress = useRead('invoice-files', 'invoiceFileProgress', { fileId }, { refetchInterval: 500 });
  const { phase, lines } = progress.data ?? { phase: 'reading', lines: 0 };
  const text = translate(`desk.invoices.progress.${phase}`, { lines: countText(lines, locale) });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 1.5, alignItems: 'center' }}>
      <Box role="status">
        <LinearProgress aria-label={text} />
        {text}
      </Box>
      <Button variant="outlined" disabled={stop.isPending} onClick={() => stop.mutate({ fileId })}>
        {translate('desk.invoices.progress.stop')}
      </Button>
    </Box>
  );
}
