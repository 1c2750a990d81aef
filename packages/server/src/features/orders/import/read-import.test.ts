import { expect, it } from 'vitest';
import { readImport } from './read-import.ts';

const [A, B] = ['00000110-0000-4000-8000-000000000002', '00000111-0000-4000-8000-000000000002'];
const read = async (text: string) => (await readImport(Buffer.from(text))).inputs;

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
  expect((await read(text)).at(-1)?.problem).toBe('several_ref_ids');
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

it.each([
  ['Ref ID;External ID (Kunde);Bemerkung;', ['External ID (Kunde)', 'Bemerkung']],
  ['refId;externalId;note;Мандант', ['Мандант']],
  ['refId;transactionId;note;note', ['transactionId', 'note']],
  ['refId;externalId;customerId;note', []],
])('names the columns of %j that it does not read', async (head, unread) => {
  expect((await readImport(Buffer.from(`${head}\n${A};ACME;;\n`))).unread).toEqual(unread);
});

it('reads a file put together from files of different line ends line by line', async () => {
  const file = `refId;note\r\n${A};x\n${B};y\r${A};z\r\n`;
  expect((await read(file)).map(({ line, refId, note }) => [line, refId, note])).toEqual([
    [2, A, 'x'],
    [3, B, 'y'],
    [4, A, 'z'],
  ]);
});
