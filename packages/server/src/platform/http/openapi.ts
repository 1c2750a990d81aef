import { problem } from '@srs-desk/shared/api/problem.ts';
import * as z from 'zod';
import type { AnswerForm, Route } from './route.ts';

type Json = Record<string, unknown>;

function schemaOf(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(type, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return schema;
}

function propertiesOf(schema: Json): [string, unknown, boolean][] {
  const required = Array.isArray(schema.required) ? (schema.required as unknown[]) : [];
  return Object.entries((schema.properties ?? {}) as Json).map(([name, type]) => [
    name,
    type,
    required.includes(name),
  ]);
}

function parametersOf(route: Route): Json[] {
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map((match) => String(match[1]));
  const described = new Map(
    propertiesOf(route.params ? schemaOf(route.params, 'input') : {}).map(([name, type]) => [name, type]),
  );
  const query = propertiesOf(route.query ? schemaOf(route.query, 'input') : {});
  return [
    ...inPath.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: described.get(name) ?? { type: 'string' },
    })),
    ...query.map(([name, schema, required]) => ({ name, in: 'query', required, schema })),
  ];
}

function accessWords(route: Route): string {
  if (route.access === 'public') return 'Needs no login.';
  if (route.access === 'session') return 'Needs a login.';
  return `Needs the permission \`${route.access}\`.`;
}

/** What OpenAPI tells of the recording gateway. */
export interface DescribedGateway {
  paths: Json;
  securitySchemes: Json;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  201: 'Made.',
  202: 'Begun; it goes on after the answer.',
  204: 'Done; there is nothing to say.',
  303: 'Leads on to the address in Location.',
  503: 'Not ready.',
};

const filesOf = (media: readonly string[]): Json =>
  Object.fromEntries(media.map((type) => [type.split(';', 1)[0], {}]));

function contentOf(form: AnswerForm): Json {
  if (form === null) return {};
  if (!('media' in form)) return { content: { 'application/json': { schema: schemaOf(form, 'output') } } };
  return { content: filesOf(form.media) };
}

function responsesOf({ answers }: Route): Json {
  return Object.fromEntries(
    Object.entries(answers).map(([status, form]) => [
      status,
      { description: DESCRIPTIONS[status] ?? 'Done.', ...contentOf(form) },
    ]),
  );
}

function bodyOf({ body, streamed }: Route): Json {
  const json = body ?? streamed?.json;
  const content = {
    ...(json && { 'application/json': { schema: schemaOf(json, 'input') } }),
    ...filesOf(streamed?.media ?? []),
  };
  return Object.keys(content).length === 0 ? {} : { requestBody: { required: true, content } };
}

function operationOf(route: Route): Json {
  const noun = route.path.split('/')[2] ?? route.path.split('/')[1] ?? 'desk';
  const problems = {
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    tags: [noun],
    summary: route.summary,
    description: accessWords(route),
    security: route.access === 'public' ? [] : [{ cookie: [] }, { key: [] }],
    parameters: parametersOf(route),
    ...bodyOf(route),
    responses: {
      ...responsesOf(route),
      default: { description: 'A problem.', ...problems },
    },
  };
}

/** The OpenAPI 3.1 description of the routes of the table, and of the `gateway` beside them. */
export function describeApi(routes: readonly Route[], gateway: DescribedGateway): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] ??= {};
    paths[path][route.method] = operationOf(route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'SRS Desk',
      version: '1',
      description:
        'Lists take `filter` (JSON object), `range` ([first, last]) and `sort` ([field, ASC or DESC]) and answer `Content-Range`. Where a list takes `after` and `before`, its pages answer `X-Cursor-First` and `X-Cursor-Last`: the page behind is asked for with `after` the last, the one ahead with `before` the first, with the same filter and sort; `range` then gives how many rows, and only says where they stand. It costs the same at any depth, and no row is skipped or met twice because others moved.',
    },
    paths: { ...paths, ...gateway.paths },
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'srs_desk_session' },
        key: { type: 'http', scheme: 'bearer' },
        ...gateway.securitySchemes,
      },
    },
  };
}
