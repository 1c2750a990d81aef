import { Box } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { clockText } from '../format/time.ts';

/** The set of words that a field's values are named in. */
const VALUE_WORDS: Readonly<Record<string, string>> = {
  status: 'status',
  statuses: 'status',
  verifyStatus: 'verify',
  attention: 'attention',
  step: 'step',
  supportTeam: 'team',
  nextActor: 'nextActor',
};

/** A filter of the orders list, or a rule, as a list of conditions in words. */
export function FilterText({ filter }: { filter: Record<string, unknown> }) {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  const nameOf = (field: string) =>
    translate(`desk.cancellations.condition.${field}`, {
      _: translate(`resources.orders.fields.${field}`, { _: field }),
    });
  const textOf = (field: string, value: unknown): string => {
    const text = String(value);
    if (typeof value === 'boolean') return translate(value ? 'desk.yes' : 'desk.no');
    if (/_(gte|lte)$/.test(field)) return clockText(Date.parse(text), deskNow(), locale);
    const set = VALUE_WORDS[field];
    const key = set === undefined ? `desk.cancellations.conditionValue.${text}` : `desk.words.${set}.${text}`;
    return translate(key, { _: text });
  };
  return (
    <Box component="ul" sx={{ my: 0, pl: 2.5 }}>
      {Object.entries(filter).map(([field, value]) => (
        <li key={field}>
          {nameOf(field)}:{' '}
          {[value]
            .flat()
            .map((one) => textOf(field, one))
            .join(', ')}
        </li>
      ))}
    </Box>
  );
}
