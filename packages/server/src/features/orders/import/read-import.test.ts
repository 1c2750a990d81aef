import { expect, it } from 'vitest';
import { readImport } from './read-import.ts';

const [A, B] = ['00000110-0000-4000-8000-000000000002', '00000111-0000-4000-8000-000000000002'];
const read = (text: string) => readImport(Buffer.from(text));

it.each([
  `${A},${B}`,
  `refId\n${A},${B}`,
  `refId;externalId\n${A};ACME;${B}`,
  `refId;;externalId\n${A};${B};ACME`,
  `refId\n${A}/${B}`,
  `refId\n"${A}, ${B}"`,
  `refId\n${A} und ${B}`,
  `${A.replaceAll('-', '')}|${B.replaceAll('-', '')}`,
])('refuses %j, which names several', async (text) => {
  expect((await read(text)).at(-1)?.problem).toBe('holds several Ref IDs: put each on a line of its own');
});

it.each([
  'SEP=;\r\nrefId;externalId\r\n',
  '"sep=;"\nrefId;externalId\n',
  'sep=;;\nrefId;externalId\n',
  'sep=;,\nrefId;externalId\n',
  'sep = ;\nrefId;externalId\n',
  'sep=;\n',
  'Ref ID;Customer ID\n',
  'Referenz;Kunden-Nr.\n',
])('reads a line below %j', async (head) => {
  expect(await read(`${head}${A};ACME`)).toMatchObject([{ refId: A, externalId: 'ACME', problem: null }]);
});

it('takes a first line with a Ref ID for no head, whatever stands around it', async () => {
  expect(await read(`Ref: ${A}`)).toMatchObject([{ line: 1, refId: `Ref: ${A}`, problem: null }]);
});
