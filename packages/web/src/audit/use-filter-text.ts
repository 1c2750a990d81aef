import { useLocaleState, useTranslate } from 'react-admin';
import { exactText } from '../format/time.ts';
import { type LogFilter, valuesOf } from './log-filters.ts';
import { useActionText, useOutcomeText } from './use-entry-texts.ts';

/** A filter in words, a line for each field: what an export will hold. */
export function useFilterText(): (filter: LogFilter) => string[] {
  const translate = useTranslate();
  const actionText = useActionText();
  const outcomeText = useOutcomeText();
  const [locale = 'en'] = useLocaleState();
  const valueText = (field: string, value: string): string => {
    if (field === 'action') return actionText(value);
    if (field === 'outcome') return outcomeText(value);
    if (field === 'kind') return translate(`desk.words.auditKind.${value}`, { _: value });
    if (field === 'operation') return translate(`desk.words.operation.${value}`, { _: value });
    return field.startsWith('at_') ? exactText(Date.parse(value), locale) : value;
  };
  return (filter) =>
    Object.entries(filter).map(([field, value]) => {
      const name = translate(`resources.audit.fields.${field}`, { _: field });
      return `${name}: ${valuesOf(value)
        .map((one) => valueText(field, one))
        .join(', ')}`;
    });
}
