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

it.each([
  [`1;${A}\n2;${B}\n`, 1],
  [`31.10.2026;${A};x\n1.11.2026;${B};y`, 1],
  [`ACME;x;${A}\nACME;y;${B}`, 2],
  [`1;not an id\n2;${A}\n3;${B}`, 1],
])('reads %j, which has no head, by the one column that holds Ref IDs', async (text, column) => {
  const { inputs, unread } = await readImport(Buffer.from(text));
  const named = inputs.filter(({ problem }) => problem === null).map(({ refId }) => refId);
  expect(named.slice(-2)).toEqual([A, B]);
  expect(inputs).toMatchObject(inputs.map(() => ({ externalId: null, note: null, problem: null })));
  const others = ['A', 'B', 'C'].slice(0, text.split('\n')[0]?.split(';').length).toSpliced(column, 1);
  expect(unread).toEqual(others);
});

it('says of a line without a head that its first column holds no Ref ID where several columns do', async () => {
  expect(await read(`1;${A}\n2;x;${B}\n3;${A};${B}`)).toMatchObject([
    { refId: '1', problem: null },
    { refId: '2', problem: null },
    { refId: '3', problem: 'several_ref_ids' },
  ]);
});

it('takes no column for that of the Ref IDs because a note mentions one', async () => {
  expect(await read(`12345,ACME,\n12346,ACME,replaces ${A}`)).toMatchObject([
    { refId: '12345', externalId: 'ACME' },
    { refId: '12346', externalId: 'ACME' },
  ]);
});

it('refuses a line with another Ref ID in a second column of the same name', async () => {
  expect(await read(`refId,refId\n${A},${B}\n${A},${A}\n${A},\n,${B}`)).toMatchObject([
    { problem: 'several_ref_ids' },
    { refId: A, problem: null },
    { refId: A, problem: null },
    { refId: '', problem: null },
  ]);
});
