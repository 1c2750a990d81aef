import { Unprocessable } from '../../../../platform/errors.ts';

/** Largest width and height of a logo, pixels. */
const LARGEST_SIDE = 1500;

/** An image as it is kept and drawn. */
export interface Image {
  readonly media: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
  readonly content: Buffer;
}

/** The file is cut, or does not hold what it says. */
export function damaged(what: string): Unprocessable {
  return new Unprocessable('logo_damaged', `The file is damaged: ${what}.`);
}

/** The file is sound, but of a kind that PDF or browsers do not show alike. */
export function unusual(what: string): Unprocessable {
  return new Unprocessable('logo_unusual', `The file is ${what}: save it as a usual PNG or JPEG.`);
}

/** @throws Unprocessable for an image without size, or a larger one than is taken */
export function checkSides(width: number, height: number): void {
  if (width >= 1 && height >= 1 && width <= LARGEST_SIDE && height <= LARGEST_SIDE) return;
  throw new Unprocessable(
    'logo_sides',
    `The image is ${width} by ${height} pixels: at most ${LARGEST_SIDE} by ${LARGEST_SIDE} are taken. Save it smaller.`,
    { width, height, most: LARGEST_SIDE },
  );
}
