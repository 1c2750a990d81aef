import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { Operation } from '../call-log.ts';
import { type Answer, JSON_TYPE } from '../problem.ts';
import type { OddForm } from './fault-schema.ts';
import type { SpoiledAnswer } from './malform.ts';
import { storedZstd } from './stored-zstd.ts';

type Fields = Record<string, unknown>;

/** Texts that may be left out, or damaged, without the order's being another. */
const OPTIONAL = ['reason', 'orderId', 'targetUrl', 'mobile', 'externalId'] as const;
const ZONE = 'Europe/Zurich';

const pad = (value: number | string): string => String(value).padStart(2, '0');

/** The clock on the wall in Switzerland. */
function local(at: string): number[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, Number(value)]));
  const names = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;
  return names.map((name) => parts.get(name) ?? 0);
}

/** A time in another notation. Some of them tell seconds or minutes only. */
const NOTATIONS: Readonly<Record<Extract<OddForm, `time_${string}`>, (at: string) => unknown>> = {
  time_epoch_seconds: (at) => Math.floor(Date.parse(at) / 1000),
  time_epoch_ms: (at) => String(Date.parse(at)),
  time_local: (at) => {
    const [year, month, day, hour, minute, second] = local(at).map(pad);
    return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  },
  time_offset: (at) => `${new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, -1)}+01`,
  time_zone: (at) => {
    const [year, month, day, hour, minute, second] = local(at).map(pad);
    return `${year}-${month}-${day}T${hour}:${minute}:${second}[${ZONE}]`;
  },
  time_http: (at) => new Date(at).toUTCString(),
  time_swiss: (at) => {
    const [year, month, day, hour, minute] = local(at).map(pad);
    return `${day}.${month}.${year} ${hour}:${minute}`;
  },
  time_list: (at) => local(at),
  time_unreadable: () => 'gestern',
};

function isTime(form: OddForm): form is keyof typeof NOTATIONS {
  return form in NOTATIONS;
}

function withTimes(fields: Fields, notation: (at: string) => unknown): Fields {
  const at = (value: unknown): unknown => (typeof value === 'string' ? notation(value) : value);
  const statuses: unknown[] = Array.isArray(fields.statuses) ? fields.statuses : [];
  return {
    ...fields,
    ...('createdAt' in fields ? { createdAt: at(fields.createdAt) } : {}),
    ...(statuses.length === 0
      ? {}
      : {
          statuses: statuses.map((entry) => {
            const one: Fields = typeof entry === 'object' ? { ...entry } : {};
            return { ...one, at: at(one.at) };
          }),
        }),
  };
}

function withOptional(fields: Fields, change: (value: unknown) => unknown): Fields {
  const changed = OPTIONAL.flatMap((name) => (name in fields ? [[name, change(fields[name])]] : []));
  return { ...fields, ...Object.fromEntries(changed) };
}

/** The fields of a good answer in another form. */
function reform(fields: Fields, form: OddForm): Fields {
  if (isTime(form)) return withTimes(fields, NOTATIONS[form]);
  const { statuses } = fields;
  switch (form) {
    case 'nothing':
      return withOptional(fields, () => null);
    case 'number':
      return typeof fields.mobile === 'string'
        ? { ...fields, mobile: Number(fields.mobile.slice(1)) }
        : fields;
    case 'list_of_text':
      return withOptional(fields, (value) => [value]);
    case 'object':
      return withOptional(fields, (value) => ({ value }));
    case 'long_text':
      return { ...fields, reason: 'x'.repeat(5_000) };
    case 'one_for_list':
      return Array.isArray(statuses) ? { ...fields, statuses: statuses.at(-1) } : fields;
    case 'newest_first':
      return Array.isArray(statuses) ? { ...fields, statuses: [...statuses].reverse() } : fields;
    case 'token_life':
      return 'expires_in' in fields ? { ...fields, expires_in: `${fields.expires_in}s` } : fields;
    case 'token_no_life':
      return 'expires_in' in fields ? { ...fields, expires_in: undefined } : fields;
    case 'token_long_life':
      return 'expires_in' in fields ? { ...fields, expires_in: FIFTY_YEARS_S } : fields;
    case 'token_blanks':
      return 'access_token' in fields
        ? { ...fields, access_token: ` ${fields.access_token}\n`, token_type: null }
        : fields;
    default:
      return fields;
  }
}

const PACKED = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync, zstd: storedZstd } as const;
const FIFTY_YEARS_S = 1_576_800_000;
const LONG_INTEGER = '12345678901234567890';

/** Something in front of SRS answers a status call, in its own words. */
const NOT_FROM_SRS: SpoiledAnswer = {
  status: 404,
  contentType: 'text/plain; charset=utf-8',
  headers: {},
  body: Buffer.from('default backend - 404'),
};

/** Something in front of SRS answers a cancellation, although SRS does it. */
const CONFLICT: SpoiledAnswer = {
  status: 409,
  contentType: JSON_TYPE,
  headers: {},
  body: Buffer.from('{"message":"state conflict, retry"}'),
};

/** The codes of an error answer, each in another form. */
function reformError(body: string, form: OddForm): string {
  if (form === 'error_empty') return '';
  const code = /"code":"(\w+)"/.exec(body)?.[1];
  return form === 'error_code' && code !== undefined
    ? JSON.stringify([{ errorCode: code.toLowerCase().replaceAll('_', '-') }])
    : body;
}

/** A list of methods with one that cannot be read before the others. */
function withBadMethod(value: unknown): unknown {
  return Array.isArray(value) ? [{ issuer: { name: 'NOBODY' }, method: [] }, ...value] : value;
}

/** A good answer in another form, of the same meaning as far as it can be read. */
export function oddForm(answer: Answer, form: OddForm, operation: Operation): SpoiledAnswer {
  if (form === 'not_from_srs' && operation === 'get_status') return NOT_FROM_SRS;
  if (form === 'conflict' && operation === 'cancel_order') return CONFLICT;
  const plain = {
    status: answer.status,
    contentType: answer.contentType || JSON_TYPE,
    headers: answer.headers ?? {},
  };
  if (answer.body === null) return { ...plain, body: Buffer.alloc(0) };
  if (form === 'bom') return { ...plain, body: Buffer.from(`\ufeff${answer.body}`) };
  if (form === 'latin1') {
    const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const text = answer.body.replace(/[\u0100-\uffff]/g, escaped);
    return { ...plain, contentType: `${JSON_TYPE}; charset=ISO-8859-1`, body: Buffer.from(text, 'latin1') };
  }
  if (form === 'gzip' || form === 'deflate' || form === 'br' || form === 'zstd') {
    const body = PACKED[form](Buffer.from(answer.body));
    return { ...plain, headers: { ...plain.headers, 'content-encoding': form }, body };
  }
  if (answer.status >= 300) return { ...plain, body: Buffer.from(reformError(answer.body, form)) };
  const value: unknown = JSON.parse(answer.body);
  if (form === 'bad_method') return { ...plain, body: Buffer.from(JSON.stringify(withBadMethod(value))) };
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const text = isObject ? JSON.stringify(reform({ ...value }, form)) : answer.body;
  const body =
    form === 'long_integer' ? text.replace(/"orderId":"[^"]*"/, `"orderId":${LONG_INTEGER}`) : text;
  return { ...plain, body: Buffer.from(body) };
}
