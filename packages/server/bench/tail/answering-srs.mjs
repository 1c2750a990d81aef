// SRS, RA service and token endpoint that answer every call at once, in a process of its own: every order is initialised, nobody
// has evidence yet. Tells how many calls about orders it answered when it is asked.
import { createServer } from 'node:http';

const at = new Date().toISOString();
let answered = 0;

function answerTo(url) {
  if (url.startsWith('/oauth/'))
    return [200, { access_token: 'bench', token_type: 'Bearer', expires_in: 3_600 }];
  answered += 1;
  if (url.startsWith('/api/evidences/')) return [404, { code: 'EVIDENCE_NOT_FOUND' }];
  const refId = url.split('/').pop();
  const status = 'INITIALIZED';
  return [200, { refId, issuer: 'identity.tm', method: 'video', status, statuses: [{ status, at }] }];
}

const server = createServer((req, res) => {
  req.resume();
  const [code, body] = answerTo(req.url ?? '');
  res.writeHead(code, { 'content-type': 'application/json' });
  res.end(JSON.stringify(body));
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.on('message', () => process.send?.(answered));
