import { timingsOf } from '../method/settings.ts';
import type { MethodKey } from '../method/sheet.ts';
import type { Coded } from './codes.ts';
import type { TriageRules } from './triage-settings.ts';

/** How long the parts of an identification take, and how often its link works again, as far as the method knows such. */
export type MethodSpans = Coded<string>['params'];

const minutes = (name: string, seconds: number | null): MethodSpans =>
  seconds === null ? {} : { [name]: Math.round(seconds / 60) };

/** See {@link MethodSpans}: by the names that stand in sentences. */
export function methodSpans(key: MethodKey | null, rules: TriageRules): MethodSpans {
  const timings = timingsOf(key, rules.methods);
  return {
    ...minutes('minMinutes', timings.identificationMinSeconds),
    ...minutes('maxMinutes', timings.identificationMaxSeconds),
    ...minutes('sessionMinutes', timings.sessionSeconds),
    ...(timings.urlReuses === null ? {} : { reuses: timings.urlReuses }),
  };
}
