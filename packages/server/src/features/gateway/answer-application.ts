import type { ServerResponse } from 'node:http';
import type { Exchange } from '../../platform/recorder/call.ts';
import type { AnswerSink } from '../../platform/recorder/relay-answer.ts';

/** Writes the answer to the application; an application that has gone away does not stop it from being read and recorded. */
export function sinkTo(res: ServerResponse, method: string): AnswerSink {
  return {
    head(status, rawHeaders) {
      if (res.destroyed) return;
      // The upstream's own Date counts, as do all its end-to-end headers.
      res.sendDate = !rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'date');
      res.writeHead(status, [...rawHeaders]);
    },
    piece(bytes) {
      return res.destroyed || method === 'HEAD' || res.write(bytes) ? null : drained(res);
    },
    end() {
      if (!res.destroyed) res.end();
    },
    broken() {
      res.destroy();
    },
  };
}

/** Resolves when the application can take more, or has gone. */
function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.on('drain', done);
    res.on('close', done);
  });
}

/** Says in the gateway's own words that no answer came. */
export function answerFailure(res: ServerResponse, exchange: Exchange): void {
  if (exchange.kind === 'timeout')
    refuse(res, 504, 'upstream_timeout', 'The service behind the gateway did not answer.');
  else
    refuse(res, 502, 'upstream_failed', 'The service behind the gateway could not be reached or broke off.');
}

/** An answer of the gateway's own, told apart from SRS's by its header. */
export function refuse(res: ServerResponse, status: number, code: string, detail: string): void {
  if (res.destroyed || res.headersSent) return;
  const body = JSON.stringify({
    type: `urn:srs-desk:problem:${code}`,
    title: 'SRS Desk gateway',
    status,
    detail,
    code,
  });
  res.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    'x-srs-desk-gateway': code,
  });
  res.end(body);
}
