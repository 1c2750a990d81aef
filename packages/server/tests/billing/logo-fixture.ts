import { deflateSync } from 'node:zlib';
import request from 'supertest';
import { pngOf } from '../../src/features/billing/statements/logo/png-chunks.ts';
import type { AppFixture, Caller } from '../http/app-fixture.ts';

/** A PNG of one colour whose right half is clear, as logos are. */
export function logoPng([red, green, blue]: readonly [number, number, number]): Buffer {
  const [width, height] = [40, 20];
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6], 8);
  const line = Array.from({ length: width }, (_, x) => [red, green, blue, x < width / 2 ? 255 : 0]).flat();
  const lines = Array.from({ length: height }, () => [0, ...line]).flat();
  return pngOf([
    { type: 'IHDR', data: head },
    { type: 'IDAT', data: deflateSync(Buffer.from(lines)) },
  ]);
}

/** Uploads a logo as a browser would. */
export function putLogo({ server }: Pick<AppFixture, 'server'>, who: Caller, bytes: Buffer): request.Test {
  return request(server)
    .put('/api/statements/logo')
    .set('cookie', who.cookie)
    .set('x-requested-with', 'srs-desk')
    .set('content-type', 'application/octet-stream')
    .send(bytes);
}
