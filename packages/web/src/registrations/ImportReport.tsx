import AddCircleOutlined from '@mui/icons-material/AddCircleOutlined';
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import CompareArrowsOutlined from '@mui/icons-material/CompareArrowsOutlined';
import ErrorOutlined from '@mui/icons-material/ErrorOutlined';
import HourglassEmptyOutlined from '@mui/icons-material/HourglassEmptyOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import {
  Alert,
  Box,
  Button,
  Link as MuiLink,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material';
import type { ImportLine, ImportReport as Report } from '@srs-desk/shared/api/orders.ts';
import { IMPORT_OUTCOMES, type ImportOutcome } from '@srs-desk/shared/order/import-outcomes.ts';
import { importLineText } from '@srs-desk/shared/order/import-problem.ts';
import { importReportCsv, withOutcomes } from '@srs-desk/shared/order/import-report.ts';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useDataProvider, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { saveText } from '../api/download.ts';
import type { dataProvider } from '../dataProvider.ts';
import { useLanguage } from '../i18n/useBilingual.ts';
import { IdText } from '../kit/IdText.tsx';
import { Section } from '../kit/Section.tsx';
import { StateChip } from '../kit/StateChip.tsx';
import type { StatusStyle } from '../kit/status-style.ts';
import { AN_ORDER } from './import-outcome.ts';

const STYLE: Readonly<Record<ImportOutcome, StatusStyle>> = {
  new: { icon: AddCircleOutlined, tone: 'good' },
  known: { icon: CheckCircleOutlined, tone: 'idle' },
  not_found: { icon: SearchOffOutlined, tone: 'warn' },
  pending: { icon: HourglassEmptyOutlined, tone: 'running' },
  conflict: { icon: CompareArrowsOutlined, tone: 'warn' },
  invalid: { icon: ErrorOutlined, tone: 'bad' },
};
const MOST_SHOWN = 500;
const ASK_AGAIN_MS = 3_000;

/** Keeps asking what SRS said of the lines that were pending when the import answered. */
function useOutcomes(report: Report): ImportLine[] {
  const refIds = report.lines.flatMap(({ outcome, refId }) => (outcome === 'pending' ? [refId] : []));
  const provider = useDataProvider<typeof dataProvider>();
  const { data: outcomes } = useQuery({
    queryKey: ['import-outcomes', useId()],
    queryFn: ({ signal }) => provider.readImportOutcomes({ refIds }, signal),
    enabled: refIds.length > 0,
    refetchInterval: ({ state }) => (state.data?.pending.length === 0 ? false : ASK_AGAIN_MS),
  });
  return outcomes === undefined ? report.lines : withOutcomes(report.lines, outcomes);
}

/** What became of each line, to read and to take along. */
export function ImportReport({ report }: { report: Report }) {
  const translate = useTranslate();
  const language = useLanguage();
  const lines = useOutcomes(report);
  const countOf = (outcome: ImportOutcome) => lines.filter((line) => line.outcome === outcome).length;
  const counts = IMPORT_OUTCOMES.map((outcome) => ({ outcome, count: countOf(outcome) }));
  const waiting = countOf('pending');
  return (
    <Section
      title={translate('desk.place.register.report')}
      actions={
        <Button
          variant="outlined"
          onClick={() => saveText(importReportCsv(lines, language), 'import-report.csv', 'text/csv')}
        >
          {translate('desk.place.register.download')}
        </Button>
      }
    >
      <Box aria-live="polite" sx={{ display: 'flex', gap: 1, flexWrap: 'wrap', mb: 1 }}>
        {counts
          .filter(({ count }) => count > 0)
          .map(({ outcome, count }) => (
            <StateChip
              key={outcome}
              {...STYLE[outcome]}
              label={`${count} ${translate(`desk.words.importOutcome.${outcome}`)}`}
            />
          ))}
      </Box>
      {report.unread === undefined ? null : (
        <Alert severity="warning" sx={{ mb: 1 }}>
          {translate('desk.place.register.unread', {
            columns: report.unread.columns.join(' · '),
            read: report.unread.read.join(', '),
          })}
        </Alert>
      )}
      {waiting > 0 ? (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('desk.place.register.waiting', { count: waiting })}
        </Alert>
      ) : null}
      <Box sx={{ overflowX: 'auto' }}>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{translate('desk.place.register.line')}</TableCell>
              <TableCell>Ref ID</TableCell>
              <TableCell>{translate('desk.place.register.outcome')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {lines.slice(0, MOST_SHOWN).map((line) => (
              <Line key={`${line.line}-${line.refId}`} line={line} />
            ))}
          </TableBody>
        </Table>
      </Box>
      {lines.length > MOST_SHOWN
        ? translate('desk.place.register.more', { count: lines.length - MOST_SHOWN })
        : null}
    </Section>
  );
}

function Line({ line: { line, refId, outcome, ...said } }: { line: ImportLine }) {
  const translate = useTranslate();
  const language = useLanguage();
  const why = importLineText(said, language);
  return (
    <TableRow>
      <TableCell>{line}</TableCell>
      <TableCell>
        {AN_ORDER.has(outcome) ? (
          <MuiLink component={Link} to={`/orders/${refId}`}>
            <IdText id={refId} plain />
          </MuiLink>
        ) : (
          refId
        )}
      </TableCell>
      <TableCell>
        <StateChip {...STYLE[outcome]} label={translate(`desk.words.importOutcome.${outcome}`)} />
        {why ? <Box sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>{why}</Box> : null}
      </TableCell>
    </TableRow>
  );
}
