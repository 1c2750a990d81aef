import type { Validity } from '@srs-desk/shared/billing/validity.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import type { ApiProblem } from '../../api/problem.ts';
import { dayText } from '../../format/periods.ts';
import { validityRefusal } from './price-draft.ts';

/** What the server said against a list, in the language on screen: its own words, or the same finding put into ours. */
export function useRefusalText(): (refused: ApiProblem, scope: readonly Validity[]) => string {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return (refused, scope) => {
    const found = locale === 'en' ? null : validityRefusal(scope);
    if (found === null) return refused.detail;
    return translate(`desk.prices.refused.${found.kind}`, {
      from: dayText(found.from, locale),
      to: found.to === '' ? translate('desk.prices.open') : dayText(found.to, locale),
    });
  };
}
