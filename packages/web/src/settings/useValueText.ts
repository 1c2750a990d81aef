import { type SettingValue, SPAN_UNITS, valueAt } from '@srs-desk/shared/settings/setting-values.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { numberFormat } from '../format/formatters.ts';
import { isPeriod, periodText } from '../format/periods.ts';
import { exactSpanText } from '../format/time.ts';
import { isSpan } from './setting-form.ts';

const LONGEST = 60;

/** What is verified: a law and a level, or those of several External IDs. */
function objectText(of: object, none: string): string {
  const [law, level] = [valueAt(of, ['jurisdiction']), valueAt(of, ['loa'])];
  if (law !== undefined) return `${law === 'zertes' ? 'ZertES' : 'eIDAS'}, LOA ${String(level)}`;
  const each = Object.entries(of).map(([name, one]) => `${name}: ${objectText(Object(one), none)}`);
  return each.join('; ') || none;
}

/** Rates of VAT, each with the month from which on it holds. */
function ratesText(of: readonly unknown[], locale: string): string {
  const each = of.map((rate) => {
    const [from, basisPoints] = [valueAt(rate, ['from']), valueAt(rate, ['basisPoints'])];
    const percent = typeof basisPoints === 'number' ? `${basisPoints / 100} %` : '–';
    return isPeriod(String(from)) ? `${percent} (${periodText(String(from), locale)} →)` : percent;
  });
  return each.join(', ');
}

/** Says a value of a setting as people read it: `15 min`, `1,000 orders`, `yes`. */
export function useValueText(): (value: SettingValue & { key?: string }, of: unknown) => string {
  const translate = useTranslate();
  const [locale = 'en'] = useLocaleState();
  return ({ unit, kind, key }, of) => {
    if (of === null || of === undefined || of === '') return translate('desk.admin.settings.none');
    if (typeof of === 'boolean') return translate(of ? 'desk.yes' : 'desk.no');
    if (typeof of === 'number' && isSpan(unit)) return exactSpanText(of * SPAN_UNITS[unit] * 1000, locale);
    if (typeof of === 'number') {
      const number = numberFormat(locale, {}).format(of);
      return unit === null ? number : `${number} ${translate(`desk.words.settingUnit.${unit}`)}`;
    }
    if (kind === 'choice' && key === 'methods.verifyAnchor')
      return translate(`desk.words.verifyAnchor.${String(of)}`);
    if (Array.isArray(of)) return ratesText(of, locale) || translate('desk.admin.settings.none');
    if (typeof of === 'object') return objectText(of, translate('desk.admin.settings.none'));
    const text = String(of);
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  };
}
