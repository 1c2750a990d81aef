import { gzipSync } from 'node:zlib';
import type { Answer } from '../problem.ts';
import { JSON_TYPE } from '../problem.ts';
import type { MalformedKind } from './fault-schema.ts';
import { garble } from './garble.ts';

/** An answer as bytes; `cutAt` says after how many of them the connection breaks. */
export interface SpoiledAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly cutAt?: number;
}

const HTML =
  '<!doctype html><html><head><title>Maintenance</title></head><body><h1>We will be back soon</h1></body></html>';
/** What the decompressed bomb and the huge body amount to, in bytes. */
const HUGE_BYTES = 100 * 1024 * 1024;

let bomb: Buffer | null = null;

/** About 100 KiB that unpack to 100 MiB of blanks. */
function gzipBomb(): Buffer {
  bomb ??= gzipSync(Buffer.alloc(HUGE_BYTES, 0x20), { level: 9 });
  return bomb;
}

type Fields = Record<string, unknown>;

function fieldsOf(answer: Answer): Fields {
  const value: unknown = answer.body === null ? {} : JSON.parse(answer.body);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Every value replaced by one of another type. */
function wrongTypes(fields: Fields, variant: number): Fields {
  const wrong = [42, null, true, ['unexpected'], { nested: 'object' }];
  return Object.fromEntries(
    Object.entries(fields).map(([key, value], i) => {
      const other = wrong[(variant + i) % wrong.length];
      return [key, typeof value === 'number' ? 'many' : Array.isArray(value) ? 'none' : other];
    }),
  );
}

/** The same JSON with its status (or first field) given twice; the later one, of no known meaning, wins. */
function duplicateKeys(text: string, fields: Fields): string {
  const key = 'status' in fields ? 'status' : Object.keys(fields)[0];
  if (key === undefined) return '{"code":1,"code":2}';
  const twice = key === 'status' ? 'ON_HOLD' : fields[key];
  return `${text.slice(0, -1)},${JSON.stringify(key)}:${JSON.stringify(twice)}}`;
}

const NOT_JSON = [
  'status=TERMINATED&refId=1',
  "{'status': 'TERMINATED'}",
  'null',
  '[]',
  '"OK"',
  '\u0000\u0001\u0002',
];

/** The text that stands in for a good answer's JSON, for the kinds that only change the text. */
function spoilText(answer: Answer, how: MalformedKind, variant: number): string {
  const fields = fieldsOf(answer);
  const text = answer.body ?? '{}';
  switch (how) {
    case 'truncated':
      return text.length < 3 ? '{"' : text.slice(0, Math.max(2, Math.floor(text.length * 0.6)));
    case 'wrong_types':
      return JSON.stringify(wrongTypes(fields, variant));
    case 'unknown_status':
      return JSON.stringify(
        'status' in fields ? { ...fields, status: `STATE_${variant % 10}` } : wrongTypes(fields, variant),
      );
    case 'duplicate_keys':
      return duplicateKeys(text === '[]' ? '{}' : text, fields);
    case 'missing_fields':
      return '{}';
    case 'not_json':
      return NOT_JSON[variant % NOT_JSON.length] ?? '';
    default:
      return '';
  }
}

/**
 * A good answer spoiled in one way. Error answers stay as they are in kind but lose their JSON too. The
 * status is 200 where it was a success, so that only the body tells.
 */
export function malform(answer: Answer, how: MalformedKind, variant: number): SpoiledAnswer {
  const status = answer.status === 204 ? 200 : answer.status;
  const plain = { status, contentType: answer.contentType || JSON_TYPE, headers: answer.headers ?? {} };
  switch (how) {
    case 'html':
      return {
        ...plain,
        status: status < 300 ? 200 : status,
        contentType: 'text/html',
        body: Buffer.from(HTML),
      };
    case 'gzip_bomb':
      return { ...plain, body: gzipBomb(), headers: { ...plain.headers, 'content-encoding': 'gzip' } };
    case 'garbled':
      return { ...plain, body: garble(answer.body ?? '{}', variant) };
    case 'huge':
      return { ...plain, body: Buffer.alloc(HUGE_BYTES, 0x20) };
    case 'reset_mid_body': {
      const body = Buffer.from(answer.body ?? '{"status":"TERMINATED"}');
      return { ...plain, body, cutAt: Math.max(1, Math.floor(body.length / 2)) };
    }
    default:
      return { ...plain, body: Buffer.from(spoilText(answer, how, variant)) };
  }
}
