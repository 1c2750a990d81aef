import { runWriter } from '../platform/ledger/run-writer.ts';
import { WRITER_COMMANDS } from './commands.ts';

runWriter(WRITER_COMMANDS);
