import { INITIAL_DATA_EXAMPLES, type InitialDataRemark } from '@srs-desk/shared/method/initial-data.ts';
import type { InitialDatum } from '@srs-desk/shared/method/sheet.ts';
import { useTranslate } from 'react-admin';
import { useBilingual } from '../i18n/useBilingual.ts';

export interface DatumFieldProps {
  datum: InitialDatum;
  value: string;
  /** Key of a text, or the server's own words; null when nothing is wrong. */
  problem: string | null;
  hint: InitialDataRemark['code'] | null;
  onChange(value: string): void;
}

/** What stands below a field: what is wrong, else what the method makes of this value, else the guide's advice. */
export function useFieldHelp({
  datum,
  problem,
  hint,
}: Pick<DatumFieldProps, 'datum' | 'problem' | 'hint'>): string {
  const translate = useTranslate();
  const pick = useBilingual();
  if (problem !== null)
    return translate(problem, { _: problem, example: INITIAL_DATA_EXAMPLES[datum.field] ?? '' });
  const advice = pick(datum.advice);
  return hint === null || hint === 'compared_with_account' ? advice : translate(`desk.place.remark.${hint}`);
}
