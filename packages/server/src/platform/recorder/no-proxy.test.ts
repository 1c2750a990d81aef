import { expect, it } from 'vitest';
import { goesDirect } from './no-proxy.ts';

it.each([
  ['srs.example.org', true],
  ['example.org', true],
  ['.example.org', true],
  ['*.example.org', true],
  ['other.org, EXAMPLE.org', true],
  ['other.org example.org', true],
  ['example.org:443', true],
  ['*', true],
  ['example.org:8443', false],
  ['ample.org', false],
  ['example.org.evil.net', false],
  ['', false],
  [' , ', false],
  ['10.0.0.1', false],
])('NO_PROXY %j and srs.example.org: %s', (noProxy, direct) => {
  expect(goesDirect(noProxy, 'srs.example.org', '443')).toBe(direct);
});

it('knows addresses', () => {
  expect(goesDirect('10.0.0.1', '10.0.0.1', '443')).toBe(true);
  expect(goesDirect('::1', '[::1]', '443')).toBe(true);
  expect(goesDirect('[::1]:443', '[::1]', '443')).toBe(true);
  expect(goesDirect('[::1]:8443', '[::1]', '443')).toBe(false);
});
