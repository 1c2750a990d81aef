import { TICKET_TEXTS } from '../process/handover.ts';
import { ticketBody } from '../process/ticket-body.ts';
import { WORDS } from '../words/both.ts';
import type { FormatInstant, Language } from '../words/language.ts';
import { troubleText } from './trouble-text.ts';
import type { HealthView } from './wire.ts';

/**
 * What keeps the desk from being up to date as a ticket: each kind of call that fails, since when, and everything else that
 * holds. It goes to Swisscom where SRS is what fails; it tells no time that is over once it is read. `now` in ms since epoch.
 */
export function healthTicket(
  { causes, troubles }: Pick<HealthView, 'causes' | 'troubles'>,
  { language, proNumber, now }: { language: Language; proNumber: string | null; now: number },
  format: FormatInstant,
): string {
  const texts = TICKET_TEXTS[language];
  const { team, ticketField, healthCause } = WORDS[language];
  const ofSrs = causes.includes('failing') || causes.includes('denied');
  const others = causes.filter((cause) => cause !== 'failing' && cause !== 'nothing_read');
  const failing = causes.includes('failing') ? troubles : [];
  return ticketBody([
    { name: texts.to, value: ofSrs ? team.swisscom_service_desk : null },
    { name: ticketField.proNumber, value: ofSrs ? proNumber : null },
    {
      name: ticketField.problem,
      items: [
        ...failing.map(
          (trouble) => `${troubleText(trouble, language)} ${texts.since(format(Date.parse(trouble.since)))}`,
        ),
        ...others.map((cause) => healthCause[cause]),
      ],
    },
    { name: texts.asOf, value: format(now) },
    ...(ofSrs ? [texts.request] : []),
  ]);
}
