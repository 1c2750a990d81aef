import { expect, it } from 'vitest';
import { bytesText } from './bytes.ts';

it.each([
  [0, '0 B'],
  [840, '840 B'],
  [1_000, '1 kB'],
  [12_400_000, '12.4 MB'],
  [640_000_000, '640 MB'],
  [3_210_000_000, '3.2 GB'],
])('says %i bytes as %s', (bytes, text) => expect(bytesText(bytes, 'en')).toBe(text));
