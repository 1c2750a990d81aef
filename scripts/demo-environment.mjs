import { join, resolve } from 'node:path';

/** Where the demo's parts answer, and what each is told: one place for `start` and `dev`. */
export function demoEnvironment(environment) {
  const host = environment.HOST || '127.0.0.1';
  const port = environment.PORT || '4000';
  const simulatorPort = environment.SIMULATOR_PORT || '4010';
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const dataDir = resolve(environment.DATA_DIR || './data');
  return {
    host,
    port,
    simulatorPort,
    simulatorUrl,
    dataDir,
    forSimulator: {
      SIMULATOR_PORT: simulatorPort,
      SIMULATOR_SPEED: environment.SIMULATOR_SPEED || '20',
      SIMULATOR_JOURNAL: join(dataDir, 'simulator.jsonl'),
      SIMULATOR_ARRIVALS: environment.SIMULATOR_ARRIVALS || '2',
    },
    forDesk: {
      DESK_MODE: 'demo',
      HOST: host,
      PORT: port,
      DATA_DIR: dataDir,
      SRS_BASE_URL: simulatorUrl,
      SRS_TOKEN_URL: `${simulatorUrl}/oauth/token`,
      RAS_BASE_URL: simulatorUrl,
      IDP_BASE_URL: simulatorUrl,
      SRS_CLIENT_ID: 'missswaggerclient',
      SRS_CLIENT_SECRET: 'missswaggerclientsecret',
      SRS_BASIC_USER: 'client',
      SRS_BASIC_PASSWORD: 'clientpassword',
      SRS_PRO_NUMBER: environment.SRS_PRO_NUMBER || 'PRO-4711',
      // A folder beside stands for another machine's disk: nothing in the log is exposed for long.
      CHECKPOINT_DIR: environment.CHECKPOINT_DIR || `${dataDir}-checkpoints`,
      SRS_RATE_LIMIT: environment.SRS_RATE_LIMIT || '400',
    },
  };
}
