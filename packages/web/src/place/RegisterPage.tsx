import {
  Box,
  Button,
  Link as MuiLink,
  Table,
  TableBody,
  TableCell,
  TableRow,
  TextField,
  Typography,
} from '@mui/material';
import type { ImportReport } from '@srs-desk/shared/api/orders.ts';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useSearchParams } from 'react-router';
import { ask } from '../api/http.ts';
import { useAction } from '../api/use-action.ts';
import { PageTitle } from '../kit/PageTitle.tsx';
import { ProblemAlert } from '../kit/ProblemAlert.tsx';
import { useMay } from '../session/useMay.ts';

/** Makes known Ref IDs known here: typed or pasted one a line, or a CSV file (refId, externalId?, note?). */
export default function RegisterPage() {
  const translate = useTranslate();
  const may = useMay();
  const [parameters] = useSearchParams();
  const [text, setText] = useState(parameters.get('refId') ?? '');
  const file = useRef<HTMLInputElement>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const register = useAction(async (csv?: string) => {
    const refIds = text.split(/[\s,;]+/).filter((line) => line !== '');
    setReport(
      await ask<ImportReport>('orders/import', {
        method: 'POST',
        ...(csv === undefined
          ? { body: { refIds } }
          : { body: csv, headers: { 'Content-Type': 'text/csv' } }),
      }),
    );
  });
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 760 }}>
      <PageTitle title={translate('desk.place.register.title')} />
      <Typography variant="body2">{translate('desk.place.register.help')}</Typography>
      <Box
        component="form"
        onSubmit={(event: React.FormEvent) => {
          event.preventDefault();
          if (text.trim() !== '') void register.run();
        }}
        sx={{ display: 'grid', gap: 2, justifyItems: 'start' }}
      >
        <TextField
          label={translate('desk.place.register.label')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          multiline
          minRows={4}
          fullWidth
        />
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={register.busy}>
            {translate('desk.place.register.send')}
          </Button>
          {may('orders.import') ? (
            <>
              <Button variant="outlined" disabled={register.busy} onClick={() => file.current?.click()}>
                {translate('desk.place.register.file')}
              </Button>
              <input
                ref={file}
                type="file"
                accept=".csv,text/csv"
                hidden
                onChange={(event) => {
                  void event.target.files?.[0]?.text().then((csv) => register.run(csv));
                }}
              />
            </>
          ) : null}
        </Box>
        <ProblemAlert error={register.error} />
      </Box>
      {report ? <Report report={report} /> : null}
    </Box>
  );
}

function Report({ report }: { report: ImportReport }) {
  const translate = useTranslate();
  return (
    <Table size="small" aria-live="polite">
      <TableBody>
        {report.lines.map(({ line, refId, outcome, problem }) => (
          <TableRow key={`${line}-${refId}`}>
            <TableCell>
              {translate('desk.place.register.line')} {line}
            </TableCell>
            <TableCell>
              {outcome === 'new' || outcome === 'known' ? (
                <MuiLink component={Link} to={`/orders/${refId}`}>
                  {refId}
                </MuiLink>
              ) : (
                refId
              )}
            </TableCell>
            <TableCell>
              {translate(`desk.place.register.result.${outcome}`)}
              {problem ? `: ${problem}` : ''}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
