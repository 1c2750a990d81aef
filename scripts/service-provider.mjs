import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request with a JSON answer's text; null when nothing answers. */
export function ask(options, body) {
  return new Promise((done) => {
    const sent = request(
      { ...options, headers: { 'x-requested-with': 'srs-desk', 'content-type': 'application/json' } },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          done({ status: answer.statusCode, text: Buffer.concat(chunks).toString('utf8') }),
        );
        answer.on('error', () => done(null));
      },
    );
    sent.on('error', () => done(null));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Waits until a GET is answered with 200, or until `stopped()`. */
export async function untilAnswers(options, stopped) {
  while (!stopped()) {
    const answer = await ask(options);
    if (answer?.status === 200) return;
    await sleep(100);
  }
}

const AT_ONCE = 1000;

/**
 * Does what a Service Provider's own application would do: tells the desk the Ref IDs of the orders it has placed, from
 * the `since`-th on. Gives where to go on.
 */
export async function registerNewOrders({ simulatorPort, dataDir }, since) {
  const listed = await ask({ host: '127.0.0.1', port: simulatorPort, path: `/_sim/refIds?since=${since}` });
  if (listed?.status !== 200) return since;
  const { refIds } = JSON.parse(listed.text);
  let next = since;
  while (next < since + refIds.length) {
    const lot = refIds.slice(next - since, next - since + AT_ONCE);
    const options = { socketPath: join(dataDir, 'desk.sock'), method: 'POST', path: '/api/orders/import' };
    const answer = await ask(options, { refIds: lot });
    if (answer === null || answer.status >= 300) return next;
    next += lot.length;
  }
  return next;
}

const BY_METHOD = [
  { issuer: 'IDENTITY.TM', method: 'VIDEO IDENTITY.TM', customer: [950, 820], supplier: 640 },
  { issuer: 'KLARNA', method: 'Bank', customer: [420, 360], supplier: 270 },
];

/** Prices so that the demo's figures mean something: what customers pay (cheaper from the 201st on), what the supplier charges. */
function demoPrices() {
  const common = { validFrom: `${new Date().getUTCFullYear() - 1}-01-01`, currency: 'CHF' };
  return BY_METHOD.flatMap(({ issuer, method, customer: [first, further], supplier }) => [
    {
      ...common,
      issuer,
      method,
      list: 'customer',
      tiers: [
        { upTo: 200, unitMinor: first },
        { upTo: null, unitMinor: further },
      ],
    },
    { ...common, issuer, method, list: 'supplier', tiers: [{ upTo: null, unitMinor: supplier }] },
  ]);
}

/** Enters a price list once, as an admin would; a desk that has prices keeps them. */
export async function enterPrices({ dataDir }) {
  const options = { socketPath: join(dataDir, 'desk.sock'), path: '/api/prices' };
  const known = await ask(options);
  if (known?.status !== 200 || JSON.parse(known.text).length > 0) return;
  for (const price of demoPrices()) await ask({ ...options, method: 'POST' }, price);
}

const NAME = '/api/settings/messages.service_provider';

/** Gives the Service Provider a name for its messages to users, as an admin would; one that is set stays. */
export async function enterName({ dataDir }) {
  const options = { socketPath: join(dataDir, 'desk.sock'), path: NAME };
  const known = await ask(options);
  if (known?.status !== 200 || JSON.parse(known.text).isSet) return;
  await ask({ ...options, method: 'PUT' }, { value: 'Muster Sign AG' });
}

/** Goes on registering what comes, until `stopped()`. */
export async function keepRegistering(demo, since, stopped) {
  let next = since;
  while (!stopped()) {
    await sleep(2000);
    next = await registerNewOrders(demo, next);
  }
}
