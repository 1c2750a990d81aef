import type { Request } from 'express';
import { DeskError, InvalidInput } from '../errors.ts';

/** The body is larger than the route takes. */
export class BodyTooLarge extends DeskError {
  override readonly name = 'BodyTooLarge';
}

/** The body is of another type than the route takes. */
export class WrongContentType extends DeskError {
  override readonly name = 'WrongContentType';
}

/** The whole body as bytes. @throws BodyTooLarge */
export async function readBytes(req: Request, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge('too_large', `The body is larger than ${limit} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The whole body as text. @throws BodyTooLarge, InvalidInput when it is not UTF-8 */
export async function readText(req: Request, limit: number): Promise<string> {
  const bytes = await readBytes(req, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notUtf8();
  }
}

/** What is said of a text in another encoding. */
export function notUtf8(): InvalidInput {
  return new InvalidInput({ body: 'must be text in UTF-8' });
}

/** What is said of a body that should be JSON and is not. */
export function notJson(): InvalidInput {
  return new InvalidInput({ body: 'must be a JSON text' }, 'The body is not JSON.', 'invalid_json');
}

/** The whole body as the JSON it is; undefined when it is empty. @throws BodyTooLarge, InvalidInput when it is no JSON */
export async function readJson(req: Request, limit: number): Promise<unknown> {
  const text = await readText(req, limit);
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw notJson();
  }
}
