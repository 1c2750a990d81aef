import { expect, it } from 'vitest';
import { namesPerson } from './named-person.ts';

const person = { msisdn: '+41791234567', firstName: 'Zoë', lastName: 'Müller', email: 'zoe@firma.example' };

it.each([
  'MSISDN: +41791234567',
  'call 079 123 45 67 please',
  '0041 (79) 123-45-67',
  'write to ZOE@firma.example',
  'Frau müller wartet',
])('finds the person in "%s"', (text) => {
  expect(namesPerson(text, person)).toBe(true);
});

it.each([
  'MSISDN: +41 79 *** ** 67',
  'Ref ID 71d00000-1234-4567-8912-345678912345',
  'number 0791234568',
  'Müllerstrasse',
  'no SMS for the terms',
])('finds nobody in "%s"', (text) => {
  expect(namesPerson(text, person)).toBe(false);
});

it('does not take what is not known for a name', () => {
  expect(namesPerson('any text at all', { msisdn: null, firstName: null, lastName: null, email: null })).toBe(
    false,
  );
});
