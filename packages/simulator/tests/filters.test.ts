import { describe, expect, it } from 'vitest';
import { filterMethods } from '../src/filter-methods.ts';

const V = 'IDENTITY.TM';
const B = 'KLARNA';
const T = 'test';

function issuers(query: string): string[] | string {
  const outcome = filterMethods(new URLSearchParams(query));
  return 'errors' in outcome
    ? outcome.errors.map(({ field }) => field).join()
    : outcome.providers.map(({ issuer }) => issuer);
}

describe('filters of guide §5.1', () => {
  it.each([
    ['', [V, B, T]],
    ['issuer=&jurisdiction=EIDAS&loa=3&method=video', [V, T]],
    ['issuer=identity.tm', [V]],
    ['issuer=KLARNA&issuer=test', [B, T]],
    ['issuer=klarna,Identity.TM', [V, B]],
    ['issuer=NOBODY', []],
    ['jurisdiction=EU', [V, B, T]],
    ['jurisdiction=eIDAS', [V, B, T]],
    ['jurisdiction=CH&jurisdiction=ZertES', [V, B, T]],
    ['jurisdiction=US', []],
    ['jurisdiction=US&jurisdiction=EU', [V, B, T]],
    ['loa=4', [V, B, T]],
    ['loa=LOA4', [V, B, T]],
    ['loa=loa3', [V, B, T]],
    ['loa=5', []],
    ['offline=true', [V, B, T]],
    ['offline=FALSE', [V, B, T]],
    ['webflow=true', [V, B, T]],
    ['webflow=false', []],
    ['realtime=TRUE', [V, B, T]],
    ['realtime=false', []],
    ['method=Video', [V, T]],
    ['method=bankIDENT', [B]],
    ['method=eID', []],
    ['method=Bankident&issuer=IDENTITY.TM', []],
    ['unknown=1', [V, B, T]],
    ['loa=high', 'loa'],
    ['offline=perhaps&webflow=no', 'offline,webflow'],
  ])('%s', (query, expected) => {
    expect(issuers(query)).toEqual(expected);
  });
});
