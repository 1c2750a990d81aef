import type { DescribedGateway } from '../../platform/http/openapi.ts';
import { PASSED_ON, SERVICES, type Service } from './classify-call.ts';
import { KEY_HEADER, OWN_ANSWER, REFUSALS } from './refusals.ts';

type Json = Record<string, unknown>;

const NAMES: Readonly<Record<Service, string>> = {
  srs: 'SRS',
  ras: 'the RA service',
  idp: 'the token endpoint',
};

/** Whatever the service takes and answers. */
const ANYTHING = { content: { '*/*': {} } };

/** The gateway's own answers: of each status its codes. */
function ownAnswers(): Json {
  const own = Object.entries(REFUSALS).map(([code, refusal]) => ({ code, ...refusal }));
  return Object.fromEntries(
    own.map(({ status }) => {
      const ofIt = own.filter((one) => one.status === status);
      const schema = { type: 'string', enum: ofIt.map(({ code }) => code) };
      const answer = {
        description: ofIt.map(({ detail }) => detail).join(' '),
        headers: { [OWN_ANSWER]: { schema } },
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
      return [String(status), answer];
    }),
  );
}

const SERVERS = [
  {
    url: 'http://{host}:{port}',
    description:
      'The gateway. Where only a base URL can be set, the key may stand in it: http://{host}:{port}/~KEY',
    variables: { host: { default: '127.0.0.1' }, port: { default: '4001' } },
  },
];

function operationOf(service: Service, method: string): Json {
  const takesBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  return {
    tags: ['gateway'],
    summary: `Pass a call on to ${NAMES[service]}, recorded`,
    description: `Needs the gateway's key, or an API key with the permission \`gateway.use\`. Answers with ${OWN_ANSWER} are the gateway's own.`,
    servers: SERVERS,
    security: [{ gatewayKey: [] }],
    parameters: [
      {
        name: 'path',
        in: 'path',
        required: true,
        description: `Path and query below the base URL of ${NAMES[service]}, slashes included; no dot segments.`,
        schema: { type: 'string' },
      },
    ],
    ...(takesBody ? { requestBody: { required: false, ...ANYTHING } } : {}),
    responses: {
      ...ownAnswers(),
      default: { description: `What ${NAMES[service]} answered, as it came.`, ...ANYTHING },
    },
  };
}

/** The gateway's part of the OpenAPI document: addresses on a port of its own, for whatever stands below them. */
export function describeGateway(): DescribedGateway {
  const paths = SERVICES.map((service) => [
    `/${service}/{path}`,
    Object.fromEntries(PASSED_ON.map((method) => [method.toLowerCase(), operationOf(service, method)])),
  ]);
  return {
    paths: Object.fromEntries(paths),
    securitySchemes: { gatewayKey: { type: 'apiKey', in: 'header', name: KEY_HEADER } },
  };
}
