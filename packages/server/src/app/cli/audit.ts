import { writeFileSync } from 'node:fs';
import { loadKeys, verifierKeyText } from '../../platform/ledger/key-file.ts';
import { auditConfig } from './audit-config.ts';
import { auditCheckpoint, auditConsistency, auditExport, auditPack } from './audit-export.ts';
import { auditPrune } from './audit-prune.ts';
import { auditRotateKey } from './audit-rotate-key.ts';
import { auditRotateWrappingKey } from './audit-rotate-wrapping-key.ts';
import { auditVerify } from './audit-verify.ts';
import { type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';
import { intoFile } from './out-file.ts';

/** `desk audit …`: everything about the log. */
export const audit: DeskCommand = (program) => {
  const commands = program.command('audit').description('the audit log: verify, export, prove, prune');
  auditVerify(commands);
  auditExport(commands);
  auditCheckpoint(commands);
  auditConsistency(commands);
  auditPack(commands);
  auditPrune(commands);
  auditRotateKey(commands);
  auditRotateWrappingKey(commands);
  commands
    .command('public-key')
    .description('print the log’s public key: what an auditor needs besides the log')
    .option('--out <file>', 'write it to a file instead')
    .action(async ({ out }: { out?: string }) => {
      const text = verifierKeyText(loadKeys(auditConfig().keyFile));
      if (out === undefined) say(text);
      else await intoFile(out, 0o644, async (file) => writeFileSync(file, `${text}\n`));
    });
  commands
    .command('rebuild-calls')
    .description('make the calls projection anew from the log')
    .action(async () => {
      const answer = await withDesk(auditConfig, (ask) => ask('POST', '/api/audit/rebuild-calls', {}));
      say(`${(expectOk(answer) as { calls: number }).calls} calls`);
    });
};
