import { expect, it } from 'vitest';
import { TooMany } from '../../../platform/errors.ts';
import { UploadRoom } from './upload-room.ts';

const kept = (id: string, by: string, size: number, mayGo = true) => ({ id, by, size, mayGo });

it('lets one user have a part, and all together have a whole', () => {
  const room = new UploadRoom(50, 100);
  expect(room.take('anna', 40, [])).toEqual([]);
  expect(() => room.take('anna', 20, [])).toThrow(TooMany);
  expect(room.take('ben', 40, [])).toEqual([]);
  expect(() => room.take('cleo', 30, [])).toThrow(TooMany);
  room.give('anna', 40);
  expect([room.take('cleo', 30, []), room.underWay]).toEqual([[], 70]);
});

it('takes the oldest files of the same user for a new one, never those of others', () => {
  const room = new UploadRoom(50, 100);
  const waiting = [kept('a1', 'anna', 20), kept('b1', 'ben', 50), kept('a2', 'anna', 20)];
  expect(room.take('anna', 30, waiting)).toEqual(['a1']);
  room.give('anna', 30);
  expect(room.take('anna', 50, waiting)).toEqual(['a1', 'a2']);
  expect(() => room.take('cleo', 10, waiting)).toThrow(TooMany);
  expect(() => room.take('dora', 30, [kept('d1', 'dora', 30, false)])).toThrow(TooMany);
});
