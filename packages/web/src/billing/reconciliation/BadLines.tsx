import { Alert, Box } from '@mui/material';
import type { LineError } from '@srs-desk/shared/billing/invoice-columns.ts';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../../api/problem.ts';
import { ProblemAlert } from '../../kit/ProblemAlert.tsx';

/** Bad lines as the server tells them beside its message. */
function linesOf(error: Error | null): LineError[] {
  const lines = error instanceof ApiProblem ? error.members.lines : undefined;
  return Array.isArray(lines) ? (lines as LineError[]) : [];
}

/** Why a file was not taken, line by line where lines are to blame. */
export function BadLines({ error }: { error: Error | null }) {
  const translate = useTranslate();
  const lines = linesOf(error);
  if (lines.length === 0) return <ProblemAlert error={error} />;
  const more = error instanceof ApiProblem ? Number(error.members.more ?? 0) : 0;
  return (
    <Alert severity="error" variant="outlined" sx={{ alignItems: 'flex-start' }}>
      <strong>{translate('desk.invoices.badLines')}</strong>
      <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 320, overflow: 'auto' }} tabIndex={0}>
        {lines.map((line) => (
          <li key={JSON.stringify(line)}>
            {translate('desk.invoices.badLine', {
              line: line.line,
              column: line.column || '–',
              message: translate(line.message, { _: line.message }),
            })}
          </li>
        ))}
      </Box>
      {more > 0 ? translate('desk.invoices.badMore', { count: more }) : null}
    </Alert>
  );
}
