import type { Command } from 'commander';
import type { VerifyFlags } from './verify-as-asked.ts';

const gather = (value: string, before: string[] = []): string[] => [...before, value];

/** `desk audit verify`: exit 0 proven intact, 1 broken (says which entry and how), 2 could not check. */
export function auditVerify(audit: Command): void {
  audit
    .command('verify')
    .description('check the log: exit 0 proven intact, 1 broken, 2 could not check')
    .option('--db <file>', 'a database file; DATA_DIR/desk.db when absent')
    .option('--jsonl <file>', 'an exported log')
    .option('--pack <file>', 'the proof pack of an order')
    .option('--consistency <file>', 'a consistency proof, from the --checkpoint given to the one inside it')
    .option('--checkpoint <file>', 'a checkpoint that left the house (may be given more than once)', gather)
    .option(
      '--key <file>',
      'the log’s public key; looked for beside the database when absent. For --consistency across a change of the key: that of before, then that of after',
      gather,
    )
    .option('--time-stamp <file>', 'a time stamp of a --checkpoint (may be given more than once)', gather)
    .option(
      '--tsa-ca <file>',
      'certificates (PEM) that the time stamps’ must lead to; TSA_CA_FILE when absent',
    )
    .option(
      '--chain-only',
      'of a database: hashes, links, tree and checkpoints alone, not columns and projections',
    )
    .option('--facts', 'of a database: also replay the log and compare its tables with what it says')
    .option('--json', 'print the whole result as JSON')
    .action(async (flags: VerifyFlags) => {
      const { verifyAsAsked } = await import('./verify-as-asked.ts');
      await verifyAsAsked(flags);
    });
}
