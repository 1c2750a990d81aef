// The desk with its gateway in a process of its own; measurements of the ledger go to the parent when it asks.
import { createServer } from 'node:http';
import { openDesk } from '../../src/app/open-desk.ts';
import { createGateway } from '../../src/features/gateway/create-gateway.ts';
import { gatewayListener } from '../../src/features/gateway/gateway-listener.ts';
import { readConfig } from '../../src/platform/config/config.ts';

const environment = JSON.parse(process.argv[2] ?? '{}') as Record<string, string>;
const desk = await openDesk(readConfig(environment), { logLevel: 'silent' });
type Times = { intentMs: number; upstreamMs: number };
let times: Times[] = [];
const gateway = createGateway(desk, {
  onPassed: ({ intentMs, upstreamMs }) => times.push({ intentMs, upstreamMs }),
});
const server = createServer(gatewayListener(gateway));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' && address !== null ? address.port : 0 });
});
process.on('message', (message) => {
  if (message === 'forget') times = [];
  if (message === 'times') {
    const outcomes = desk.reader.connection
      .sql("SELECT outcome, COUNT(*) AS calls FROM calls WHERE operation <> 'token' GROUP BY outcome")
      .all();
    process.send?.({ times, outcomes });
  }
  if (message === 'stop') {
    server.closeAllConnections();
    server.close(
      () =>
        void gateway
          .close()
          .then(() => desk.close())
          .then(() => process.exit(0)),
    );
  }
});
