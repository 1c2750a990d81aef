import type { SearchAnswer, SearchHit } from '@srs-desk/shared/api/search.ts';
import { expect, it } from 'vitest';
import { soleHit } from './sole-hit.ts';

const hit = (refId: string, exact: boolean) => ({ refId, exact }) as SearchHit;
const answer = (hits: SearchHit[]): SearchAnswer => ({
  hits,
  total: hits.length,
  totalCapped: false,
  searchedAs: [],
  registrable: null,
});

it('goes straight to the one exact match, whatever else resembles it', () => {
  expect(soleHit(answer([hit('a', true), hit('b', false)]))?.refId).toBe('a');
});

it('lets a person choose among several, or when nothing fits exactly', () => {
  expect(soleHit(answer([hit('a', true), hit('b', true)]))).toBeNull();
  expect(soleHit(answer([hit('a', false)]))).toBeNull();
  expect(soleHit(answer([]))).toBeNull();
});
