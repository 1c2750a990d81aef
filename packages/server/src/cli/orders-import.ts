import { readFileSync } from 'node:fs';
import { CommandFailed, commandConfig, type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

interface ImportReport {
  counts: Record<string, number>;
  lines: { line: number; refId: string; outcome: string; problem?: string }[];
}

/** `desk orders import --file orders.csv`: registers known Ref IDs (columns refId, externalId?, note?). */
export const ordersImport: DeskCommand = (program) => {
  const orders = program.command('orders').description('orders of this desk');
  orders
    .command('import')
    .description('register known Ref IDs from a CSV file (columns refId, externalId?, note?)')
    .requiredOption('--file <path>', 'the CSV file')
    .action(async ({ file }: { file: string }) => {
      const csv = readCsv(file);
      const answer = await withDesk(commandConfig(), (ask) =>
        ask('POST', '/api/orders/import', csv, 'text/csv'),
      );
      const { counts, lines } = expectOk(answer) as ImportReport;
      for (const { line, refId, outcome, problem } of lines) {
        if (outcome === 'invalid') say(`line ${line}: ${refId}: ${problem ?? outcome}`);
      }
      say(
        Object.entries(counts)
          .map(([outcome, count]) => `${count} ${outcome}`)
          .join(', '),
      );
      if ((counts.invalid ?? 0) > 0) throw new CommandFailed('some lines were not imported, see above', 1);
    });
};

function readCsv(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandFailed(`${file} cannot be read`, 2);
  }
}
