import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const GIVEN = {
  SRS_BASE_URL: 'http://srs.example',
  SRS_TOKEN_URL: 'http://srs.example/token',
  RAS_BASE_URL: 'http://ras.example',
  SRS_CLIENT_ID: 'client',
  SRS_CLIENT_SECRET: 'secret',
};

describe('TRUST_PROXY', () => {
  it.each(['true', '2', 'loopback', 'loopback, 10.0.0.0/8', '192.168.1.1', 'fc00::/7'])(
    'takes %s',
    (text) => {
      expect(() => readConfig({ ...GIVEN, TRUST_PROXY: text })).not.toThrow();
    },
  );

  it.each(['zzz', '10.0.0.0/99', '10.0.0.0/8/8', 'loopback,'])('says what is wrong with %s', (text) => {
    expect(() => readConfig({ ...GIVEN, TRUST_PROXY: text })).toThrow(ConfigError);
    expect(() => readConfig({ ...GIVEN, TRUST_PROXY: text })).toThrow(/TRUST_PROXY is ".*": must be true/);
  });
});
