import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { runWriter } from '../platform/ledger/run-writer.ts';
import type { WriterStart } from '../platform/ledger/writer-protocol.ts';
import { WRITER_COMMANDS } from './commands.ts';

runWriter(WRITER_COMMANDS, parentPort as MessagePort, workerData as WriterStart);
