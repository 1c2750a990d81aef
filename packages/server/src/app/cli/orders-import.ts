import { readFileSync, writeFileSync } from 'node:fs';
import type { ImportReport } from '@srs-desk/shared/api/orders.ts';
import { importReportCsv } from '@srs-desk/shared/order/import-report.ts';
import { CommandFailed, commandConfig, type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

/** `desk orders import --file orders.csv`: registers known Ref IDs of a CSV or XLSX file (columns refId, externalId? (or customerId?), note?). */
export const ordersImport: DeskCommand = (program) => {
  const orders = program.command('orders').description('orders of this desk');
  orders
    .command('import')
    .description(
      'register known Ref IDs from a CSV or XLSX file (columns refId, externalId? (or customerId?), note?)',
    )
    .requiredOption('--file <path>', 'the CSV or XLSX file')
    .option('--report <path>', 'write what became of each line to this CSV file')
    .action(async ({ file, report }: { file: string; report?: string }) => {
      const bytes = readBytes(file);
      const answer = await withDesk(commandConfig, (ask) =>
        ask('POST', '/api/orders/import', bytes, 'application/octet-stream'),
      );
      // Refused as it is: no line of it was looked at.
      const { counts, lines, unread } = expectOk(answer, answer.status < 500 ? 2 : 1) as ImportReport;
      if (report !== undefined) writeReport(report, importReportCsv(lines, 'en'));
      if (unread !== undefined)
        say(
          `not read: ${unread.columns.join(', ')}; columns are read by the names ${unread.read.join(', ')}`,
        );
      for (const { line, refId, outcome, problem } of lines) {
        if (outcome !== 'new' && outcome !== 'known' && outcome !== 'pending')
          say(`line ${line}: ${refId}: ${problem ?? outcome}`);
      }
      say(
        Object.entries(counts)
          .map(([outcome, count]) => `${count} ${outcome}`)
          .join(', '),
      );
      if (counts.pending > 0)
        say('SRS could not be asked about the pending ones yet; the running desk goes on with that.');
      if (counts.invalid > 0) throw new CommandFailed('some lines were not imported, see above', 1);
    });
};

function writeReport(path: string, csv: string): void {
  try {
    writeFileSync(path, csv);
  } catch {
    throw new CommandFailed(`the report cannot be written to ${path}; the import itself is done`, 1);
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new CommandFailed(`${file} cannot be read`, 2);
  }
}
