import { randomBytes } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunksOf, pngOf } from './png-chunks.ts';
import { readLogo } from './read-logo.ts';

interface Made {
  width: number;
  height: number;
  depth: number;
  colour: number;
  /** Each scanline with its filter before it. */
  lines: readonly (readonly number[])[];
  palette?: readonly number[];
  clear?: readonly number[];
  interlaced?: number;
}

function png({ width, height, depth, colour, lines, palette, clear, interlaced = 0 }: Made): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlaced], 8);
  return pngOf([
    { type: 'IHDR', data: head },
    { type: 'tEXt', data: Buffer.from('Author\0Somebody') },
    ...(palette ? [{ type: 'PLTE', data: Buffer.from(palette) }] : []),
    ...(clear ? [{ type: 'tRNS', data: Buffer.from(clear) }] : []),
    { type: 'IDAT', data: deflateSync(Buffer.from(lines.flat())) },
  ]);
}

const GREY: Made = { width: 2, height: 1, depth: 8, colour: 0, lines: [[0, 10, 200]] };

/** The bytes of the picture that is kept: red, green and blue of each pixel, line by line. */
function pixels(bytes: Buffer): number[] {
  const { media, width, content } = readLogo(bytes);
  expect(media).toBe('image/png');
  const data = chunksOf(content).find(({ type }) => type === 'IDAT')?.data ?? Buffer.alloc(0);
  return [...inflateSync(data)].filter((_, at) => at % (3 * width + 1) !== 0);
}

/** A JPEG of three colours with a note of where it was taken, and of a picture that nobody decodes here. */
function jpeg({ frame = 0xc0, colours = 3, side = 8 } = {}): Buffer {
  return Buffer.from([
    ...[0xff, 0xd8],
    ...[0xff, 0xe1, 0, 8, ...Buffer.from('46.9 N')],
    ...[0xff, frame, 0, 11, 8, side >> 8, side & 255, side >> 8, side & 255, colours, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
    ...[1, 2, 3, 0xff, 0xd9],
  ]);
}

describe('a logo', () => {
  it('in grey, and on white ground where it is clear', () => {
    expect(pixels(png(GREY))).toEqual([10, 10, 10, 200, 200, 200]);
    expect(pixels(png({ ...GREY, clear: [0, 10] }))).toEqual([255, 255, 255, 200, 200, 200]);
    expect(pixels(png({ ...GREY, depth: 1, lines: [[0, 0b01000000]] }))).toEqual([0, 0, 0, 255, 255, 255]);
    expect(pixels(png({ ...GREY, colour: 4, lines: [[0, 10, 255, 0, 0]] }))).toEqual([
      10, 10, 10, 255, 255, 255,
    ]);
  });

  it('in colours of 8 and 16 bits, half clear, and of a palette', () => {
    const one = { width: 1, height: 1 };
    expect(pixels(png({ ...one, depth: 8, colour: 6, lines: [[0, 255, 0, 0, 127]] }))).toEqual([
      255, 128, 128,
    ]);
    expect(pixels(png({ ...one, depth: 16, colour: 2, lines: [[0, 255, 255, 0, 0, 127, 255]] }))).toEqual([
      255, 0, 127,
    ]);
    const palette = [1, 2, 3, 4, 5, 6];
    const made = { width: 2, height: 1, depth: 4, colour: 3, lines: [[0, 0x10]], palette };
    expect(pixels(png(made))).toEqual([4, 5, 6, 1, 2, 3]);
    expect(pixels(png({ ...made, clear: [0] }))).toEqual([4, 5, 6, 255, 255, 255]);
    expect(() => pixels(png({ ...made, lines: [[0, 0x20]] }))).toThrow('palette');
  });

  it('whatever filter each line has', () => {
    const sizes = fc.record({
      width: fc.integer({ min: 1, max: 5 }),
      height: fc.integer({ min: 1, max: 5 }),
    });
    const drawn = sizes.chain(({ width, height }) =>
      fc.record({
        width: fc.constant(width),
        rows: fc.array(fc.uint8Array({ minLength: 3 * width, maxLength: 3 * width }), {
          minLength: height,
          maxLength: height,
        }),
        filters: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: height, maxLength: height }),
      }),
    );
    fc.assert(
      fc.property(drawn, ({ width, rows, filters }) => {
        const at = (y: number, x: number) => (x < 0 ? 0 : (rows[y]?.[x] ?? 0));
        const lines = rows.map((row, y) => {
          const filter = filters[y] ?? 0;
          const bytes = [...row].map((byte, x) => {
            const [left, up, corner] = [at(y, x - 3), at(y - 1, x), at(y - 1, x - 3)];
            const near = [left, up, corner].map((each) => Math.abs(left + up - corner - each));
            const nearest = [left, up, corner][near.indexOf(Math.min(...near))] ?? 0;
            return (byte - ([0, left, up, Math.floor((left + up) / 2), nearest][filter] ?? 0)) & 255;
          });
          return [filter, ...bytes];
        });
        const made = png({ width, height: rows.length, depth: 8, colour: 2, lines });
        expect(pixels(made)).toEqual(rows.flatMap((row) => [...row]));
      }),
    );
  });

  it('is kept as it was kept before, without the notes of its file', () => {
    const { content } = readLogo(png(GREY));
    expect(readLogo(content).content.equals(content)).toBe(true);
    expect(content.includes('Somebody')).toBe(false);
    const photo = readLogo(jpeg());
    expect(photo).toMatchObject({ media: 'image/jpeg', width: 8, height: 8 });
    expect(photo.content.includes('46.9 N')).toBe(false);
    expect(readLogo(photo.content).content.equals(photo.content)).toBe(true);
  });

  it.each([
    ['another file', Buffer.from('%PDF-1.7'), 'neither a PNG nor a JPEG'],
    ['nothing', Buffer.alloc(0), 'neither a PNG nor a JPEG'],
    ['a cut PNG', png(GREY).subarray(0, -14), 'cut off'],
    ['too wide a PNG', png({ ...GREY, width: 1501 }), '1501 by 1 pixels'],
    ['an interlaced PNG', png({ ...GREY, interlaced: 1 }), 'interlaced'],
    ['a PNG of too few pixels', png({ ...GREY, lines: [[0, 10]] }), 'not as many'],
    [
      'a PNG of too many',
      png({ ...GREY, lines: [[0, 10, 20, ...Array.from({ length: 9999 }, () => 0)]] }),
      'not as many',
    ],
    ['a PNG of a depth that is none', png({ ...GREY, depth: 3 }), 'no known kind'],
    ['a PNG of an unknown filter', png({ ...GREY, lines: [[5, 10, 200]] }), 'filter'],
    ['a JPEG for printing', jpeg({ colours: 4 }), 'CMYK'],
    ['a JPEG without loss', jpeg({ frame: 0xc3 }), 'rare kind'],
    ['too large a JPEG', jpeg({ side: 1501 }), '1501 by 1501'],
    ['a cut JPEG', jpeg().subarray(0, -2), 'cut off'],
  ])('is refused: %s', (_, bytes, message) => {
    expect(() => readLogo(bytes)).toThrow(message);
  });

  it('is refused with a wrong checksum, and where it is too large to be kept', () => {
    const damaged = png(GREY);
    damaged[20] = 9;
    expect(() => readLogo(damaged)).toThrow('checksum');
    const noise = Array.from({ length: 400 }, () => [0, ...randomBytes(1200)]);
    const made = png({ width: 400, height: 400, depth: 8, colour: 2, lines: noise });
    expect(() => readLogo(made)).toThrow('save it smaller');
  });
});
