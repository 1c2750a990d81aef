import { checkSides, damaged, type Image, unusual } from './image.ts';

/** Markers of a JPEG file, each behind 0xff. */
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const COMMENT = 0xfe;
/** Says how the colours are to be read, so it is no mere note. */
const ADOBE = 0xee;
/** Frames whose pictures PDF and browsers show: baseline, extended, progressive. */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2];

const isNote = (marker: number) =>
  marker === COMMENT || (marker >= 0xe0 && marker <= 0xef && marker !== ADOBE);

export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === START && bytes[2] === 0xff;
}

/**
 * Reads the parts of a JPEG up to its picture, and gives it without its notes (place and time of a photo, previews).
 * @throws Unprocessable where it is cut, of colours for printing, or of a rare kind
 */
export function readJpeg(bytes: Buffer): Image {
  const kept = [bytes.subarray(0, 2)];
  let size: { width: number; height: number } | null = null;
  let at = 2;
  for (;;) {
    if (at + 4 > bytes.length || bytes[at] !== 0xff) throw damaged('its parts do not follow each other');
    const marker = bytes[at + 1] ?? 0;
    if (marker === SCAN) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) throw damaged('it is cut off');
    if (FRAMES.includes(marker)) {
      if (end < at + 10) throw damaged('its parts do not follow each other');
      size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
      if (bytes[at + 9] !== 1 && bytes[at + 9] !== 3) {
        throw unusual('in colours for printing (CMYK)');
      }
    }
    if (!isNote(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (size === null) throw unusual('a JPEG of a rare kind');
  checkSides(size.width, size.height);
  const end = bytes.lastIndexOf(Buffer.from([0xff, END]));
  if (end < at) throw damaged('it is cut off');
  kept.push(bytes.subarray(at, end + 2));
  return { media: 'image/jpeg', ...size, content: Buffer.concat(kept) };
}
