import * as z from 'zod';
import { FILE_LANGUAGES, type MadeFile } from '../tables/made-file.ts';
import type { Answer, RequestContext } from './route.ts';

/** In which language a file is written. */
export const language = z.enum(FILE_LANGUAGES).default('en');

/** Sends a made file as a download. */
export function sendFile(res: RequestContext<unknown, unknown, unknown>['res'], file: MadeFile): Answer {
  const content = typeof file.content === 'string' ? Buffer.from(file.content, 'utf8') : file.content;
  res
    .status(200)
    .set({
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      'content-length': String(content.length),
    })
    .end(content);
  return undefined;
}
