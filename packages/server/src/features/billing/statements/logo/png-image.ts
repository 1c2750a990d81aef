import { deflateSync, inflateSync } from 'node:zlib';
import { checkSides, damaged, type Image, unusual } from './image.ts';
import { type Chunk, chunksOf, pngOf } from './png-chunks.ts';

/** Samples per pixel and the depths allowed, by the colour type of a PNG. */
const COLOURS: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

interface Head {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
  readonly samples: number;
}

function headOf(chunks: readonly Chunk[]): Head {
  const data = chunks[0]?.data;
  if (chunks[0]?.type !== 'IHDR' || data?.length !== 13) {
    throw damaged('it does not begin as a PNG');
  }
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  checkSides(width, height);
  const [depth = 0, colour = 0, , , interlaced] = data.subarray(8);
  const known = COLOURS[colour];
  if (!known?.depths.includes(depth)) {
    throw damaged('its colours are of no known kind');
  }
  if (interlaced !== 0) throw unusual('interlaced');
  return { width, height, depth, colour, samples: known.samples };
}

/** The bytes of all scanlines, the filter of each before it. */
function unpacked(chunks: readonly Chunk[], length: number): Buffer {
  const data = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data));
  try {
    const lines = inflateSync(data, { maxOutputLength: length });
    if (lines.length === length) return lines;
  } catch {
    // What does not unpack, or to more, is told below.
  }
  throw damaged('its pixels are not as many as it says');
}

function paeth(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const [byLeft, byUp, byCorner] = [Math.abs(sum - left), Math.abs(sum - up), Math.abs(sum - corner)];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}

/** Undoes the filters of the scanlines in place. `step` is the bytes of a pixel, at least 1. */
function unfilter(lines: Buffer, stride: number, step: number): void {
  const byteAt = (at: number) => lines[at] ?? 0;
  for (let row = 0; row < lines.length; row += stride + 1) {
    const filter = byteAt(row);
    if (filter > 4) throw damaged('a filter is unknown');
    for (let at = row + 1; filter > 0 && at <= row + stride; at += 1) {
      const left = at > row + step ? byteAt(at - step) : 0;
      const up = row > 0 ? byteAt(at - stride - 1) : 0;
      if (filter === 1) lines[at] = byteAt(at) + left;
      else if (filter === 2) lines[at] = byteAt(at) + up;
      else if (filter === 3) lines[at] = byteAt(at) + ((left + up) >> 1);
      else {
        const corner = row > 0 && at > row + step ? byteAt(at - stride - 1 - step) : 0;
        lines[at] = byteAt(at) + paeth(left, up, corner);
      }
    }
  }
}

/** Writes a pixel's red, green and blue on white ground, from its samples as they stand. */
type Paint = (samples: readonly number[], to: Buffer, at: number) => void;

function onWhite(part: number, opacity: number): number {
  return Math.round((part * opacity + 255 * (255 - opacity)) / 255);
}

function paletted(palette: Buffer, clear: Buffer | undefined): Paint {
  return ([index = 0], to, at) => {
    if (3 * index + 3 > palette.length) {
      throw damaged('it lacks a colour of its palette');
    }
    for (let part = 0; part < 3; part += 1) {
      to[at + part] = onWhite(palette[3 * index + part] ?? 0, clear?.[index] ?? 255);
    }
  };
}

function painter({ depth, colour, samples: count }: Head, chunks: readonly Chunk[]): Paint {
  const dataOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data;
  const clear = dataOf('tRNS');
  if (colour === 3) return paletted(dataOf('PLTE') ?? Buffer.alloc(0), clear);
  const most = 2 ** depth - 1;
  const scaled = (sample = 0) => (depth === 8 ? sample : Math.round((sample * 255) / most));
  const marked = clear?.length === 2 * count ? clear : null;
  const isClear = (samples: readonly number[]) =>
    marked !== null && samples.every((sample, at) => sample === marked.readUInt16BE(2 * at));
  const isGrey = colour === 0 || colour === 4;
  return (samples, to, at) => {
    const opacity = colour >= 4 ? scaled(samples[count - 1]) : isClear(samples) ? 0 : 255;
    for (let part = 0; part < 3; part += 1) {
      to[at + part] = onWhite(scaled(samples[isGrey ? 0 : part]), opacity);
    }
  };
}

/** The sample of a scanline, by its number in it. */
function sampleAt(lines: Buffer, start: number, number: number, depth: number): number {
  if (depth === 16) return lines.readUInt16BE(start + 2 * number);
  if (depth === 8) return lines[start + number] ?? 0;
  const bit = number * depth;
  return ((lines[start + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
}

/**
 * Reads a PNG whole, and gives its picture anew on white ground: 8 bits of red, green and blue, nothing else of the file.
 * Without transparency it is drawn into a PDF as it stands, so the PDF's bytes do not hang on timing.
 * @throws Unprocessable
 */
export function readPng(bytes: Buffer): Image {
  const chunks = chunksOf(bytes);
  const head = headOf(chunks);
  const { width, height, depth, samples } = head;
  const stride = Math.ceil((width * samples * depth) / 8);
  const lines = unpacked(chunks, height * (stride + 1));
  unfilter(lines, stride, Math.max(1, (samples * depth) >> 3));
  const paint = painter(head, chunks);
  const out = Buffer.alloc(height * (3 * width + 1));
  const own = Array.from({ length: samples }, () => 0);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1) + 1;
    for (let x = 0; x < width; x += 1) {
      for (let at = 0; at < samples; at += 1) own[at] = sampleAt(lines, start, x * samples + at, depth);
      paint(own, out, y * (3 * width + 1) + 1 + 3 * x);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const content = pngOf([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: deflateSync(out, { level: 9 }) },
  ]);
  return { media: 'image/png', width, height, content };
}
