import type { ServerResponse } from 'node:http';

const BATCH = 2000;

/**
 * Sends a JSON array element by element, in batches and no faster than the reader takes them, so that
 * 200,000 calls neither fill the memory nor hold up other requests.
 */
export function streamArray(res: ServerResponse, items: Iterator<unknown>): void {
  res.setHeader('content-type', 'application/json; charset=utf-8');
  let first = true;
  const next = (): void => {
    if (res.destroyed) return;
    let text = first ? '[' : '';
    for (let i = 0; i < BATCH; i++) {
      const { value, done } = items.next();
      if (done === true) {
        res.end(`${text}]`);
        return;
      }
      text += `${first ? '' : ','}${JSON.stringify(value)}`;
      first = false;
    }
    if (res.write(text)) setImmediate(next);
    else res.once('drain', next);
  };
  next();
}
