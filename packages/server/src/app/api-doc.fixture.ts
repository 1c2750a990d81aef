import { describeGateway } from '../features/gateway/describe-gateway.ts';
import { describeApi } from '../platform/http/openapi.ts';
import { routes } from './routes.ts';

type Json = Readonly<Record<string, unknown>>;

const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A form in few words: its kind, its choices, and of an object the names of its parts, those that may be left out with `?`. */
function formOf(schema: unknown, depth = 0): string {
  const { type, enum: choices, const: constant, anyOf, items, properties, required } = objectOf(schema);
  if (constant !== undefined) return `\`${JSON.stringify(constant)}\``;
  if (Array.isArray(choices)) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (Array.isArray(anyOf)) {
    return [...new Set(anyOf.map((one) => formOf(one, depth)))].filter((form) => form !== '').join(' or ');
  }
  if (type === 'array') return `list of ${formOf(items, depth) || 'values'}`;
  const parts = Object.keys(objectOf(properties));
  if (type !== 'object' || parts.length === 0 || depth > 0) return textOf(type);
  const needed = new Set(listOf(required));
  return parts.map((name) => `\`${name}${needed.has(name) ? '' : '?'}\``).join(' ');
}

/** The kinds of content: of JSON its form. */
function contentOf(holder: unknown): string {
  const kinds = Object.entries(objectOf(objectOf(holder).content)).map(([media, content]) => {
    const { schema } = objectOf(content);
    return schema === undefined ? media : formOf(schema);
  });
  return kinds.join(', or ');
}

const bodyKind = (body: unknown): string =>
  'application/json' in objectOf(objectOf(body).content) ? 'JSON' : '';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function operation(path: string, method: string, described: Json): string {
  const parameters = listOf(described.parameters).map(objectOf);
  const rows = [
    ...parameters.map(({ name, in: where, required, schema }) => [
      `\`${textOf(name)}\``,
      `${textOf(where)}${required === true ? '' : ', optional'}`,
      formOf(schema),
    ]),
    ...(described.requestBody === undefined
      ? []
      : [['body', bodyKind(described.requestBody), contentOf(described.requestBody)]]),
    ...Object.entries(objectOf(described.responses))
      .filter(([status]) => status !== 'default')
      .map(([status, answer]) => [`**${status}**`, textOf(objectOf(answer).description), contentOf(answer)]),
  ];
  return [
    `### ${method.toUpperCase()} ${path}`,
    '',
    `${textOf(described.summary)}. ${textOf(described.description)}`,
    '',
    '| | | |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');
}

/** One address of the gateway: its methods differ in nothing but that some bring a body. */
function gatewayAddress(path: string, methods: Json): string {
  const [described = {}] = Object.values(methods).map(objectOf);
  const names = Object.keys(methods).map((name) => name.toUpperCase());
  const { url } = objectOf(listOf(described.servers)[0]);
  const { default: other } = objectOf(described.responses);
  return [
    operation(path, '', described).replace('###  ', '### '),
    `| **other** | ${textOf(objectOf(other).description)} | anything |`,
    '',
    `At \`${textOf(url)}\`: ${names.join(', ')}.`,
  ].join('\n');
}

/** docs/api.md, made from the OpenAPI document. */
export function apiPage(): string {
  const byTag = new Map<string, string[]>();
  const gateway = describeGateway();
  const { paths } = describeApi(routes, gateway);
  for (const [path, methods] of Object.entries(objectOf(paths))) {
    if (path in gateway.paths) {
      byTag.set('gateway', [...(byTag.get('gateway') ?? []), gatewayAddress(path, objectOf(methods))]);
      continue;
    }
    for (const [method, described] of Object.entries(objectOf(methods))) {
      const tag = textOf(listOf(objectOf(described).tags)[0]);
      byTag.set(tag, [...(byTag.get(tag) ?? []), operation(path, method, objectOf(described))]);
    }
  }
  const tags = [...byTag].sort(([a], [b]) => a.localeCompare(b));
  return `# The HTTP API

Made from the OpenAPI document, which a running desk gives at \`/api/openapi.json\` with every bound and form
(\`vitest run packages/server/src/app/api-doc.test.ts -u\`).

- **Who**: a browser's session cookie (changes then carry \`X-Requested-With: srs-desk\`), or \`Authorization: Bearer <API key>\`.
- **Lists** take \`filter\` (a JSON object), \`range\` (\`[0,24]\`) and \`sort\` (\`["updatedAt","DESC"]\`) and answer with \`Content-Range: orders 0-24/319\`; a total beyond 10,000 may be capped, then with \`X-Total-Capped: 1\`. Calls that no index leads to, and entries by several words, are looked through for a limited time: a page that may lack some says by \`X-Looked-To\` (a time) how far, and where none was found, 400 \`too_many_calls\` or \`too_many_entries\` asks for a span of time.
- **Problems** are \`application/problem+json\`: \`type title status detail code\`, and \`errors\` by field. 401 no login, 403 not allowed, 404 not there, 409 it has changed or cannot be, 422 the same \`Idempotency-Key\` with another body, 429 too much, with \`Retry-After\`, 503 the log cannot be written or the desk ends.
- **Placing and cancelling** take an \`Idempotency-Key\`: the same key and body within 24 h get the same answer.
- Times are ISO 8601 in UTC with milliseconds, amounts whole minor units.
- **[The gateway](#gateway)** has a port of its own (\`GATEWAY_PORT\`, 4001) and passes \`/srs/*\`, \`/ras/*\` and \`/idp/*\` on to SRS, the RA service and the identity provider as they come, recorded; a key goes with \`x-gateway-key\` or in the path, \`/~KEY/srs/…\`. See [operations.md](operations.md#the-recording-gateway). On the desk's own port \`/gateway/*\` answers 308 to there.
- \`/healthz\`, \`/readyz\` and \`/metrics\`: [operations.md](operations.md#health), [metrics.md](metrics.md).

In the tables: a name with \`?\` may be left out; statuses are the good answers.

${tags.map(([tag, operations]) => `## ${tag}\n\n${operations.join('\n\n')}`).join('\n\n')}
`;
}
