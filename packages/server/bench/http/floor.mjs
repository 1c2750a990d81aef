// A server that answers each request with the bytes it was sent at the start, as `bench http` asks for.
import { createServer } from 'node:http';

process.once('message', (text) => {
  const bytes = Buffer.from(String(text));
  const head = { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length };
  const server = createServer((_req, res) => res.writeHead(200, head).end(bytes));
  server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
});
