import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { isQuestionId } from '@srs-desk/shared/process/questions.ts';
import { sayAnswer, TRIAGE_TEXTS } from '@srs-desk/shared/process/texts.ts';
import { useLocaleState, useTranslate } from 'react-admin';
import { exactText } from '../format/time.ts';
import { useLanguage } from '../i18n/useBilingual.ts';

type Act = Extract<TimelineItem, { kind: 'verify' | 'handover' | 'act' }>;

/** What an act did, in a few words: to whom, until when, which answer; null where its name says it all. */
export function useActDetail(): (act: Act) => string | null {
  const translate = useTranslate();
  const language = useLanguage();
  const [locale = 'en'] = useLocaleState();
  const time = (value: unknown) =>
    typeof value === 'number' ? exactText(value, locale) : translate('desk.orders.work.none');
  return ({ action, detail }) => {
    switch (action) {
      case 'order.assign':
        return typeof detail.after === 'string' ? detail.after : translate('desk.orders.work.nobody');
      case 'order.follow_up':
      case 'order.snooze':
        return time(detail.after);
      case 'order.triage':
        return answersText(detail.after, language);
      case 'order.message':
        return translate(`desk.words.situation.${String(detail.situation)}`, { _: '' }) || null;
      case 'handover.create':
        return translate(`desk.words.team.${String(detail.team)}`, { _: '' }) || null;
      case 'handover.update':
      case 'handover.close':
        return typeof detail.ticketNumber === 'string' ? detail.ticketNumber : null;
      default:
        return null;
    }
  };
}

/** The answers as stored (JSON by question), as sentences. */
function answersText(stored: unknown, language: 'en' | 'de'): string | null {
  if (typeof stored !== 'string') return null;
  const answers = Object.entries(JSON.parse(stored) as Record<string, string>);
  const said = answers.flatMap(([question, answer]) =>
    isQuestionId(question)
      ? [`${TRIAGE_TEXTS[language].question[question]} ${sayAnswer(language, answer)}`]
      : [],
  );
  return said.length === 0 ? null : said.join(' · ');
}
