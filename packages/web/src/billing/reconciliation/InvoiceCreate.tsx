import UploadFileOutlined from '@mui/icons-material/UploadFileOutlined';
import { Alert, Box, Button, LinearProgress, Link as MuiLink } from '@mui/material';
import { addMonths } from '@srs-desk/shared/billing/periods.ts';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useGone } from '../../api/use-gone.ts';
import { useVerb } from '../../api/use-verb.ts';
import { isPeriod } from '../../format/periods.ts';
import { PageTitle } from '../../kit/PageTitle.tsx';
import { BillingTabs } from '../BillingTabs.tsx';
import { useCurrentPeriod } from '../useBillingZone.ts';
import { BadLines } from './BadLines.tsx';
import { ImportProgress } from './ImportProgress.tsx';
import { ImportQuestion, isImportQuestion } from './ImportQuestion.tsx';
import { MappingForm } from './MappingForm.tsx';

/** From a file to a reconciled invoice: upload, see its columns, say what they hold, import. */
export default function InvoiceCreate() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const now = useCurrentPeriod();
  const [search] = useSearchParams();
  const asked = search.get('period');
  const upload = useVerb('uploadInvoiceFile');
  const place = useVerb('previewInvoiceFile');
  const file = place.data ?? upload.data;
  const gone = useGone();
  const importing = useVerb('importInvoice', {
    touches: ['invoices'],
    onSuccess: (invoice) => gone.current || navigate(`/invoices/${invoice.id}`),
  });
  const pick = (chosen: File) => {
    importing.reset();
    place.reset();
    upload.mutate({ file: chosen });
  };
  const text = (key: string) => translate(`desk.invoices.${key}`);
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <div>
        <BillingTabs area="reconciliation" active="invoices" />
        <PageTitle
          title={text('upload')}
          actions={
            <MuiLink component={Link} to="/invoices">
              {text('back')}
            </MuiLink>
          }
        >
          {text('file.help')}
        </PageTitle>
      </div>
      <FilePicker
        chosen={file?.fileName ?? null}
        busy={upload.isPending || importing.isPending}
        onPick={pick}
      />
      {upload.isPending ? <LinearProgress aria-label={text('file.uploading')} /> : null}
      <BadLines error={upload.error ?? place.error} />
      {file?.duplicateOf ? (
        <Alert severity="warning">
          {translate('desk.invoices.file.duplicate', { id: file.duplicateOf })}{' '}
          <MuiLink component={Link} to={`/invoices/${file.duplicateOf}`} underline="always">
            {text('file.duplicateOpen')}
          </MuiLink>
        </Alert>
      ) : null}
      {file ? (
        <MappingForm
          key={`${file.id} ${file.sheet} ${file.headerRow}`}
          file={file}
          asked={isPeriod(asked) ? asked : null}
          otherwise={addMonths(now, -1)}
          busy={importing.isPending || place.isPending}
          onPlace={(where) => place.mutate({ fileId: file.id, ...where })}
          onImport={(input) => importing.mutate(input)}
        />
      ) : null}
      {file && importing.isPending ? <ImportProgress fileId={file.id} /> : null}
      <ImportQuestion
        input={importing.variables}
        error={importing.error}
        onImport={importing.mutate}
        onClose={importing.reset}
      />
      <BadLines error={isImportQuestion(importing.error) ? null : importing.error} />
    </Box>
  );
}

interface FilePickerProps {
  chosen: string | null;
  busy: boolean;
  onPick(file: File): void;
}

function FilePicker({ chosen, busy, onPick }: FilePickerProps) {
  const translate = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Box
      sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const [dropped] = event.dataTransfer.files;
        if (dropped && !busy) onPick(dropped);
      }}
    >
      <Button
        variant={chosen === null ? 'contained' : 'outlined'}
        startIcon={<UploadFileOutlined />}
        disabled={busy}
        onClick={() => input.current?.click()}
      >
        {translate(chosen === null ? 'desk.invoices.file.choose' : 'desk.invoices.file.another')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.txt,.xlsx"
        onChange={(event) => {
          const [picked] = event.target.files ?? [];
          if (picked) onPick(picked);
          event.target.value = '';
        }}
      />
      {chosen === null ? null : <strong>{chosen}</strong>}
    </Box>
  );
}
