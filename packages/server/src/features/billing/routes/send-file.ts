import * as z from 'zod';
import type { Answer, RequestContext } from '../../../platform/http/route.ts';
import { FILE_LANGUAGES, type MadeFile } from '../../../platform/tables/made-file.ts';

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
