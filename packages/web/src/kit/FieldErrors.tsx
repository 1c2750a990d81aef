import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ApiProblem } from '../api/problem.ts';

/** What is wrong, field by field; a field that has a name in words goes by it, no other is named. */
export function FieldErrors({ error }: { error: unknown }) {
  const translate = useTranslate();
  if (!(error instanceof ApiProblem)) return null;
  const fields = Object.entries(error.errors);
  if (fields.length === 0) return null;
  const nameOf = (field: string) =>
    translate(`desk.words.initialData.${field}`, { _: translate(`desk.words.field.${field}`, { _: '' }) });
  return (
    <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
      {fields.map(([field, message]) => (
        <li key={field}>{[nameOf(field), translate(message, { _: message })].filter(Boolean).join(': ')}</li>
      ))}
    </Box>
  );
}
