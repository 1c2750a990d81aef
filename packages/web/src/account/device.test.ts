import { expect, it } from 'vitest';
import { deviceOf } from './SessionTable.tsx';

it('names browser and system out of a user agent', () => {
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36')).toBe(
    'Chrome 140, Linux',
  );
  expect(deviceOf('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe(
    'Edge 140, Windows',
  );
  expect(deviceOf('Mozilla/5.0 (iPhone; CPU) Version/17.1 Mobile Safari/604')).toBe('Safari, iPhone');
  expect(deviceOf('curl/8')).toBeNull();
  expect(deviceOf(null)).toBeNull();
});
