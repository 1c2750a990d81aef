import { CATALOGUE, type Provider } from './catalogue.ts';
import type { FieldError } from './problem.ts';
import { jurisdictionOf, loaOf, plain } from './spelling.ts';

type FilterOutcome = { providers: Provider[] } | { errors: FieldError[] };

const BOOLEANS = ['offline', 'webflow', 'realtime'] as const;

/** The values given for a filter, empty ones (`issuer=`) left out; a list may be split by commas. */
function valuesOf(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function mentions(wanted: readonly string[], names: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((value) => names.some((name) => plain(name) === plain(value)));
}

/**
 * The catalogue under the seven filters of guide §5.1. Issuer and jurisdiction may be repeated. A level is
 * met by every method that reaches it or more ("compatible with"). A boolean set to true includes such
 * methods, so it removes nothing; set to false it excludes them. Unknown values find nothing; what cannot
 * be read as a level or a boolean is an error of that field.
 */
export function filterMethods(query: URLSearchParams): FilterOutcome {
  const errors: FieldError[] = [];
  const issuers = valuesOf(query, 'issuer');
  const jurisdictions = valuesOf(query, 'jurisdiction').map((value) => jurisdictionOf(value) ?? value);
  const types = valuesOf(query, 'method');
  const levels = valuesOf(query, 'loa').map((value) => {
    const level = loaOf(value);
    if (level === null) errors.push({ field: 'loa', message: 'a level such as 3 or LOA4 is expected' });
    return level ?? 0;
  });
  const excluded = new Set<(typeof BOOLEANS)[number]>();
  for (const name of BOOLEANS) {
    for (const value of valuesOf(query, name)) {
      if (/^false$/i.test(value)) excluded.add(name);
      else if (!/^true$/i.test(value)) errors.push({ field: name, message: 'true or false is expected' });
    }
  }
  if (errors.length > 0) return { errors };
  return {
    providers: CATALOGUE.filter(
      (provider) =>
        mentions(issuers, [provider.issuer]) &&
        mentions(jurisdictions, provider.jurisdictions) &&
        mentions(types, [provider.methodType, provider.method]) &&
        (levels.length === 0 || levels.some((level) => level <= Math.max(...provider.loa))) &&
        ![...excluded].some((name) => provider[name]),
    ),
  };
}
