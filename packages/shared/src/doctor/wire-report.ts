import type { WireReport, WireReportField } from '../api/connection.ts';
import type { Bilingual, Language } from '../words/language.ts';

const TEXTS = {
  head: { en: 'Wire report', de: 'Wire-Report' },
  none: {
    en: 'No answer of SRS was recorded in this time.',
    de: 'In dieser Zeit wurde keine Antwort von SRS aufgezeichnet.',
  },
  answers: { en: 'answers', de: 'Antworten' },
  holds: { en: 'as assumed', de: 'wie angenommen' },
  differs: { en: 'DIFFERS', de: 'WEICHT AB' },
  absent: { en: 'never came', de: 'kam nie' },
  news: { en: 'not known to the desk', de: 'dem Desk unbekannt' },
  unread: { en: 'Could not be read since the start', de: 'Seit dem Start nicht lesbar' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** The form each field is assumed to come in, where that is not a text. */
const ASSUMED: Readonly<Record<string, readonly string[]>> = {
  statuses: ['list'],
  jurisdiction: ['list', 'text'],
  loa: ['list', 'text'],
  offline: ['boolean'],
  webflow: ['boolean'],
  realtime: ['boolean'],
  expires_in: ['number'],
};

function verdict({ field, expected, forms }: WireReportField): keyof typeof TEXTS {
  if (!expected) return 'news';
  const seen = Object.keys(forms)
    .map((form) => form.split(' ', 1)[0] ?? form)
    .filter((form) => form !== 'nothing');
  if (seen.length === 0) return 'absent';
  const assumed = ASSUMED[field] ?? ['text'];
  return seen.every((form) => assumed.includes(form)) ? 'holds' : 'differs';
}

/** The report in lines, ready to be sent on. */
export function wireReportLines(language: Language, report: WireReport): string[] {
  const say = (text: keyof typeof TEXTS): string => TEXTS[text][language];
  const counted = (counts: Readonly<Record<string, number>>): string =>
    Object.entries(counts)
      .map(([what, times]) => `${what} × ${times}`)
      .join(' · ');
  const lines = [`${say('head')}, ${report.since} – ${report.until}`];
  if (report.operations.length === 0) lines.push(say('none'));
  for (const { operation, answers, http, fields } of report.operations) {
    lines.push('', `${operation}: ${answers} ${say('answers')} · ${counted(http)}`);
    for (const field of fields)
      lines.push(`  ${field.field}: ${say(verdict(field))} (${counted(field.forms)})`);
  }
  if (report.unread.length > 0) {
    lines.push('', `${say('unread')}:`);
    for (const { operation, field, form, count } of report.unread)
      lines.push(`  ${operation} ${field}: ${form} × ${count}`);
  }
  return lines;
}
