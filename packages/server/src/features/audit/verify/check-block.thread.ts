import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { LogFile } from '../log/log-file.ts';
import { type BlockTask, checkBlock } from './check-block.ts';

const port = parentPort as MessagePort;
const log = new LogFile((workerData as { path: string }).path);

port.on('message', (task: BlockTask | 'end') => {
  if (task === 'end') {
    log.close();
    port.close();
    return;
  }
  const report = checkBlock(log, task);
  const leaves = Uint8Array.from(report.leaves);
  const uuids = Float64Array.from(report.uuids);
  port.postMessage({ ...report, leaves, uuids }, [leaves.buffer, uuids.buffer]);
});
