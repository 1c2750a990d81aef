import type { ServerResponse } from 'node:http';
import type { Exchange } from '../../platform/recorder/call.ts';
import type { AnswerSink } from '../../platform/recorder/relay-answer.ts';
import { OWN_ANSWER, REFUSALS, type Refusal } from './refusals.ts';

/** Of the upstream's answer: what would set state at our origin is the upstream's own affair. */
const NOT_PASSED_BACK: ReadonlySet<string> = new Set([
  'set-cookie',
  'content-security-policy',
  'x-content-type-options',
]);
/** Should a browser ever show an answer, it is no page: nothing in it runs. */
const NO_PAGE = ['content-security-policy', 'sandbox', 'x-content-type-options', 'nosniff'];

function passedBack(rawHeaders: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? '';
    if (!NOT_PASSED_BACK.has(name.toLowerCase())) kept.push(name, rawHeaders[at + 1] ?? '');
  }
  return [...kept, ...NO_PAGE];
}

/** Writes the answer to the application; an application that has gone away does not stop it from being read and recorded. */
export function sinkTo(res: ServerResponse, method: string): AnswerSink {
  return {
    head(status, rawHeaders) {
      if (res.destroyed) return;
      // The upstream's own Date counts, as do all its end-to-end headers.
      res.sendDate = !rawHeaders.some((name, i) => i % 2 === 0 && name.toLowerCase() === 'date');
      res.writeHead(status, passedBack(rawHeaders));
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
  refuse(res, exchange.kind === 'timeout' ? 'upstream_timeout' : 'upstream_failed');
}

/** An answer of the gateway's own. */
export function refuse(res: ServerResponse, code: Refusal): void {
  if (res.destroyed || res.headersSent) return;
  const { status, detail } = REFUSALS[code];
  const type = `urn:srs-desk:problem:${code}`;
  const body = JSON.stringify({ type, title: 'SRS Desk gateway', status, detail, code });
  res.writeHead(status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    [OWN_ANSWER]: code,
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
  });
  res.end(body);
}
