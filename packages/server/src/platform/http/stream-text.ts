import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** Sends lines as a download while they are made; stops making them when nobody takes them any more. */
export async function streamText(
  res: Response,
  fileName: string,
  contentType: string,
  lines: AsyncGenerator<string>,
): Promise<void> {
  res.status(200).set({
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
  });
  try {
    await pipeline(Readable.from(lines, { objectMode: false }), res);
  } catch (error) {
    // The status is long sent: a cut connection tells that the file is not whole.
    res.destroy();
    throw error;
  }
}
