import { WORDS } from '../words/both.ts';
import type { Language } from '../words/language.ts';
import { troubleText } from './trouble-text.ts';
import type { HealthView } from './wire.ts';

const MINUTE_MS = 60_000;

const BEHIND = {
  en: '{orders} orders and about {minutes} min',
  de: '{orders} Aufträge und etwa {minutes} Min.',
} as const;

/** The state, each cause, each trouble: one line each, for the command line. */
export function healthLines(health: HealthView, language: Language): string[] {
  const { healthState, healthCause } = WORDS[language];
  const causes = health.causes
    .filter((cause) => cause !== 'failing')
    .map((cause) =>
      cause === 'behind' ? `${healthCause.behind}: ${behind(health, language)}` : healthCause[cause],
    );
  const troubles = health.troubles.map((trouble) => `${troubleText(trouble, language)} (${trouble.since})`);
  return [healthState[health.state], ...causes, ...troubles];
}

function behind({ dueOrders, lagMs }: HealthView, language: Language): string {
  return BEHIND[language]
    .replace('{orders}', String(dueOrders))
    .replace('{minutes}', String(Math.round(lagMs / MINUTE_MS)));
}
