import { Unprocessable } from '../../../../platform/errors.ts';
import type { Image } from './image.ts';
import { isJpeg, readJpeg } from './jpeg-image.ts';
import { isPng } from './png-chunks.ts';
import { readPng } from './png-image.ts';

/** Largest file that is taken as a logo, and largest that is kept, bytes: every statement holds it. */
export const LARGEST_LOGO = 256 * 1024;

/** A file as the logo that statements show. @throws Unprocessable unless it is a whole PNG or JPEG within the bounds */
export function readLogo(bytes: Buffer): Image {
  if (!isPng(bytes) && !isJpeg(bytes))
    throw new Unprocessable('logo_no_image', 'It is neither a PNG nor a JPEG file.');
  const image = isPng(bytes) ? readPng(bytes) : readJpeg(bytes);
  if (image.content.length <= LARGEST_LOGO) return image;
  const size = Math.ceil(image.content.length / 1024);
  throw new Unprocessable(
    'logo_large',
    `On white ground the image takes ${size} KiB: save it smaller (at most ${LARGEST_LOGO / 1024} KiB).`,
    { size, most: LARGEST_LOGO / 1024 },
  );
}
