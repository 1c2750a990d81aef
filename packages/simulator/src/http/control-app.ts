import express, { type ErrorRequestHandler, type Express, type Response, Router } from 'express';
import type * as z from 'zod';
import { faultSchema } from '../faults/fault-schema.ts';
import { type Answer, problem } from '../problem.ts';
import type { Simulation } from '../simulation.ts';
import { fieldErrors } from '../wire-schemas.ts';
import {
  clockSchema,
  newOrdersSchema,
  pageSchema,
  resetSchema,
  statusChangeSchema,
} from './control-schemas.ts';
import { streamArray } from './stream-array.ts';

/** Thrown when control input cannot be used; carries the answer. */
class Refusal extends Error {
  constructor(readonly answer: Answer) {
    super('control input refused');
    this.name = 'Refusal';
  }
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = fieldErrors(parsed.error);
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new Refusal(problem(400, 'INVALID_CONTROL', detail, { errors }));
}

function send(res: Response, answer: Answer): void {
  res.status(answer.status).type(answer.contentType).send(answer.body);
}

const refuse: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof Refusal) send(res, error.answer);
  else if (error instanceof SyntaxError) send(res, problem(400, 'INVALID_JSON', 'The body is not JSON.'));
  else send(res, problem(500, 'SIMULATOR_BUG', error instanceof Error ? error.message : 'unknown'));
};

function orderRoutes(simulation: Simulation): Router {
  const router = Router();
  router.get('/refIds', (req, res) => {
    const { since, limit } = parse(pageSchema, req.query);
    const orders = simulation.orders();
    const page = orders.slice(since, limit === undefined ? undefined : since + limit);
    const next = Math.min(since, orders.length) + page.length;
    res.json({ refIds: page.map(({ refId }) => refId), next, total: orders.length });
  });
  router.post('/orders', (req, res) => {
    const { count, seed, ...wanted } = parse(newOrdersSchema, req.body);
    const orders = simulation.addOrders(count, seed, wanted);
    res.status(201).json({ refIds: orders.map(({ refId }) => refId) });
  });
  router.get('/truth', (req, res) => {
    const { since, limit } = parse(pageSchema, req.query);
    streamArray(res, simulation.truths(since, limit));
  });
  router.get('/truth/:refId', (req, res) => {
    const order = simulation.find(req.params.refId);
    if (order === undefined) throw unknownOrder();
    res.json(simulation.truthOf(order));
  });
  router.post('/identifications/:refId', (req, res) => {
    const order = simulation.find(req.params.refId);
    if (order === undefined) throw unknownOrder();
    simulation.setStatus(order, parse(statusChangeSchema, req.body));
    res.json(simulation.truthOf(order));
  });
  return router;
}

function unknownOrder(): Refusal {
  return new Refusal(
    problem(404, 'IDENTIFICATION_NOT_FOUND', 'There is no identification with this Ref ID.'),
  );
}

function worldRoutes(simulation: Simulation): Router {
  const router = Router();
  const clock = () => ({
    now: new Date(simulation.clock.now()).toISOString(),
    advancedSeconds: simulation.clock.advancedSeconds(),
  });
  router.get('/calls', (req, res) => {
    const { since, limit } = parse(pageSchema, req.query);
    streamArray(res, simulation.calls.since(since, limit));
  });
  router.get('/faults', (_req, res) => {
    res.json(simulation.faults.current());
  });
  router.put('/faults', (req, res) => {
    const faults = parse(faultSchema, req.body);
    simulation.setFaults(faults);
    res.json(faults);
  });
  router.get('/clock', (_req, res) => {
    res.json(clock());
  });
  router.post('/clock', (req, res) => {
    simulation.advance(parse(clockSchema, req.body).advanceSeconds);
    res.json(clock());
  });
  router.get('/state', (_req, res) => {
    const orders = simulation.orders().length;
    res.json({ ...simulation.settings(), orders, calls: simulation.calls.total(), ...clock() });
  });
  router.post('/reset', (req, res) => {
    simulation.reset(parse(resetSchema, req.body ?? {}));
    res.json({ ...simulation.settings(), orders: simulation.orders().length });
  });
  return router;
}

/** The controls under `/_sim`, for tests and training; not part of what SRS offers. */
export function controlApp(simulation: Simulation, ispPages: Router): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use('/_sim', express.json({ type: () => true, limit: '1mb' }));
  app.use('/_sim', orderRoutes(simulation), worldRoutes(simulation));
  app.use('/isp', ispPages);
  app.get('/', (_req, res) => {
    res.type('text').send('SRS simulator. Controls: /_sim/state, /_sim/calls, /_sim/refIds, /_sim/faults.\n');
  });
  app.use((_req, res) => {
    send(res, problem(404, 'NOT_FOUND', 'The simulator has no such page or control.'));
  });
  app.use(refuse);
  return app;
}
