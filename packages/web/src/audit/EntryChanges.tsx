import { Alert, Box, Table, TableBody, TableCell, TableHead, TableRow, useTheme } from '@mui/material';
import type { AuditEntryDetail } from '@srs-desk/shared/api/audit.ts';
import { useTranslate } from 'react-admin';
import { useRecord } from '../kit/list/use-record.ts';
import { Section } from '../kit/Section.tsx';
import { MONO } from '../theme/theme.ts';
import { differencesOf, valueText } from './entry-differences.ts';

/** What changed, field by field: before and after. Nothing when the entry tells of no change. */
export function EntryChanges() {
  const entry = useRecord<AuditEntryDetail>();
  const translate = useTranslate();
  const { desk } = useTheme();
  const changes = differencesOf(entry);
  const { sealedChanges } = entry.detail;
  const sealed = Array.isArray(sealedChanges) ? sealedChanges.map(String) : [];
  if (changes.length === 0 && sealed.length === 0) return null;
  const value = (tone: 'bad' | 'good', shown: unknown, strike: boolean) => (
    <Box
      component={strike ? 'del' : 'ins'}
      sx={{
        fontFamily: MONO,
        fontSize: '0.78125rem',
        overflowWrap: 'anywhere',
        textDecoration: 'none',
        px: 0.5,
        borderRadius: '3px',
        ...(shown === null
          ? { color: 'text.secondary' }
          : { color: desk.tones[tone].text, backgroundColor: desk.tones[tone].soft }),
      }}
    >
      {valueText(shown)}
    </Box>
  );
  return (
    <Section title={translate('desk.audit.changed')}>
      {changes.length > 0 ? (
        <Table size="small" sx={{ tableLayout: 'fixed' }}>
          <TableHead>
            <TableRow>
              {['field', 'before', 'after'].map((column) => (
                <TableCell key={column}>{translate(`desk.audit.change.${column}`)}</TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {changes.map(({ field, before, after }) => (
              <TableRow key={field}>
                <TableCell component="th" scope="row" sx={{ overflowWrap: 'anywhere' }}>
                  {field}
                </TableCell>
                <TableCell>{value('bad', before, true)}</TableCell>
                <TableCell>{value('good', after, false)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      ) : null}
      {sealed.length > 0 ? (
        <Alert severity="info" sx={{ mt: 1 }}>
          {translate('desk.audit.change.sealed', { fields: sealed.join(', ') })}
        </Alert>
      ) : null}
    </Section>
  );
}
