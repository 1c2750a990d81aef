import { expect, it } from 'vitest';
import { importReportCsv } from './import-report.ts';

it('writes a line per line, quotes what must be quoted, and no formula', () => {
  const csv = importReportCsv([
    { line: 2, refId: 'a-1', outcome: 'new' },
    { line: 3, refId: '=1+1', outcome: 'invalid', problem: 'is no Ref ID, a "UUID"' },
  ]);
  expect(csv).toBe(
    '\ufeffline,refId,outcome,problem\r\n2,a-1,new,\r\n3,\'=1+1,invalid,"is no Ref ID, a ""UUID"""\r\n',
  );
});
