import type { SearchAnswer, SearchHit } from '@srs-desk/shared/api/search.ts';

/**
 * The one order that a term names beyond doubt, or null. Several orders may share an exact phone number or name:
 * then a person chooses.
 */
export function soleHit(answer: SearchAnswer): SearchHit | null {
  const exact = answer.hits.filter((hit) => hit.exact);
  return exact.length === 1 ? (exact[0] ?? null) : null;
}
