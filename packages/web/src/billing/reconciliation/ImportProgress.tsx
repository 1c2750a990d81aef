import { Box, LinearProgress } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { useRead } from '../../api/use-read.ts';
import { countText } from '../../format/amounts.ts';

/** How far the import of a file has come, asked twice a second. */
export function ImportProgress({ fileId }: { fileId: string }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const progress = useRead('invoice-files', 'invoiceFileProgress', { fileId }, { refetchInterval: 500 });
  const { phase, lines } = progress.data ?? { phase: 'reading', lines: 0 };
  const text = translate(`desk.invoices.progress.${phase}`, { lines: countText(lines, locale) });
  return (
    <Box role="status">
      <LinearProgress aria-label={text} />
      {text}
    </Box>
  );
}
