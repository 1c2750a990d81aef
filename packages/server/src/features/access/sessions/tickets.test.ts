import { expect, it } from 'vitest';
import * as z from 'zod';
import { Tickets } from './tickets.ts';

const shape = z.strictObject({ username: z.string() });

it('gives back what a ticket holds until it is over, to its purpose alone, and nothing for what is no ticket', () => {
  const tickets = new Tickets();
  const ticket = tickets.make('login_code', { username: 'anna' }, 6_000);
  const read = (given: string, now = 5_999) => tickets.read('login_code', shape, given, now);
  expect(read(ticket)).toEqual({ username: 'anna' });
  expect(tickets.make('login_code', { username: 'anna' }, 6_000)).not.toBe(ticket);
  const changed = (ticket.startsWith('A') ? 'B' : 'A') + ticket.slice(1);
  expect([read(ticket, 6_000), read(changed), read(''), read('x'.repeat(80))]).toEqual([
    null,
    null,
    null,
    null,
  ]);
  expect(tickets.read('enrolment', shape, ticket, 1)).toBeNull();
  expect(new Tickets().read('login_code', shape, ticket, 1)).toBeNull();
  expect(Buffer.from(ticket, 'base64url').toString('latin1')).not.toContain('anna');
});
