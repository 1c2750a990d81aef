// What the order list is measured against, in a process of its own over the same file, each at an address of its own:
// `bare`: the columns of a page of orders as they are stored, by node:http and one statement, without a login; `express`: the same
// behind Express; `equal`: the page as the desk gives it (masks, ISO times, total) by node:http and the desk's own statement.
import { createServer } from 'node:http';
import Database from 'better-sqlite3';
import express from 'express';

const TYPE = { 'content-type': 'application/json; charset=utf-8' };

/** Listens anywhere; gives the address. */
function listen(handler) {
  const server = createServer(handler);
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done(`http://127.0.0.1:${server.address().port}`));
  });
}

process.once('message', async ({ path, bare, equal, total }) => {
  const database = new Database(path, { readonly: true });
  const statement = (text) => database.prepare(text).pluck();
  const [bareOf, equalOf, totalOf] = [bare, equal, total].map(statement);
  const app = express();
  app.get('/', (_req, res) => void res.set(TYPE).send(bareOf.get()));
  process.send?.({
    bare: await listen((_req, res) => res.writeHead(200, TYPE).end(bareOf.get())),
    express: await listen(app),
    equal: await listen((_req, res) => {
      const bytes = equalOf.get();
      const range = `orders 0-24/${totalOf.get()}`;
      res.writeHead(200, { ...TYPE, 'content-length': bytes.length, 'content-range': range }).end(bytes);
    }),
  });
});
