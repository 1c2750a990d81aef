import { expect, it } from 'vitest';
import { csvCell, csvLine, withoutGuard } from './csv.ts';

it('quotes what either usual separator, a quote or a line break would tear apart', () => {
  const cells = ['a', 'b;c', 'd,e', 'f "g"', 'h\ni'].map(csvCell);
  expect(csvLine(cells)).toBe('a,"b;c","d,e","f ""g""","h\ni"\r\n');
  expect(csvLine(['a', '1,50'], ';')).toBe('a;1,50\r\n');
});

it.each(['=1+1', '+41', '-1', '@x', '\tx', '\0x', '\uff1dx', '\uff0bx', '\uff0dx', '\uff20x'])(
  'sets %j behind an apostrophe, and takes it away again',
  (text) => {
    expect(csvCell(text)).toBe(`'${text}`);
    expect(withoutGuard(csvCell(text))).toBe(text);
  },
);

it.each(['\rx', '\nx'])('quotes the guarded %j', (text) => {
  expect(csvCell(text)).toBe(`"'${text}"`);
});

it('leaves other texts alone, apostrophes too', () => {
  for (const text of ['a=1', '1-2', "'quoted'", "'s-Hertogenbosch", '']) {
    expect(csvCell(text)).toBe(text);
    expect(withoutGuard(text)).toBe(text);
  }
});
