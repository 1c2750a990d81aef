import type { Environment } from './env.ts';
import { VARIABLE_FACTS } from './variable-facts.ts';
import { VARIABLES } from './variables.ts';

/** Beginnings that are the desk's own: whatever else begins so was meant for it. */
const OWN = /^(SRS|RAS|DESK|GATEWAY|BILLING|CHECKPOINT|RETENTION|BACKUP|SIMULATOR|SMTP|NOTIFY|OIDC|TSA)_/;
/** Names of others that look like one of ours. */
const OTHERS: ReadonlySet<string> = new Set(['HTTP_PROXY', 'http_proxy']);
/** Shorter names are too near to too many others. */
const SHORTEST = 6;

const KNOWN = Object.entries(VARIABLES).flatMap(([name, form]) =>
  VARIABLE_FACTS.get(form)?.secret ? [name, `${name}_FILE`] : [name],
);

/** One line for each variable that is nearly one of ours, or begins like one and is none. */
export function strangeNames(environment: Environment): string[] {
  return Object.keys(environment).flatMap((name) => {
    if (KNOWN.includes(name) || OTHERS.has(name) || name.length < SHORTEST) return [];
    const near = KNOWN.find((known) => known.length >= SHORTEST && isNear(name.toUpperCase(), known));
    if (near !== undefined) return [`${name} is not known: is ${near} meant?`];
    return OWN.test(name) ? [`${name} is not known`] : [];
  });
}

/** Whether one name becomes the other by one letter more, less, other or two of them exchanged; long ones by two. */
function isNear(given: string, known: string): boolean {
  const most = known.length > 10 ? 2 : 1;
  return Math.abs(given.length - known.length) <= most && distance(given, known) <= most;
}

function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const steps = [at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same];
      if (swapped) steps.push(at(i - 2, j - 2) + 1);
      rows[i]?.push(Math.min(...steps));
    }
  }
  return at(a.length, b.length);
}
