import { listAnswer, type ShortListQuery } from '../../../platform/http/list-answer.ts';
import { RawJson } from '../../../platform/http/raw-json.ts';
import type { Answer } from '../../../platform/http/route.ts';

/** Answers a page of a short list that was made, and written as JSON, elsewhere. */
export async function pageAnswer(
  resource: string,
  asked: ShortListQuery,
  made: Promise<{ json: Uint8Array; count: number; total: number }>,
): Promise<Answer> {
  const { json, ...page } = await made;
  return listAnswer(resource, asked, { rows: new RawJson(json), capped: false, ...page });
}
