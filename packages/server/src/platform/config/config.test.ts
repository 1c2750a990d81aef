import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';
import { examineEnvironment } from './examine-environment.ts';
import { configurationPage, environmentExample } from './variables-doc.fixture.ts';

const GIVEN = {
  SRS_BASE_URL: 'https://srs.example',
  SRS_TOKEN_URL: 'https://srs.example/token',
  RAS_BASE_URL: 'https://ras.example',
  SRS_CLIENT_ID: 'client',
  SRS_CLIENT_SECRET: 'secret',
};

const problemsOf = (more: Record<string, string>) => examineEnvironment({ ...GIVEN, ...more }).problems;
const remarksOf = (more: Record<string, string>) => examineEnvironment({ ...GIVEN, ...more }).remarks;

describe('TRUST_PROXY', () => {
  it.each([
    ['false', false],
    ['2', 2],
    ['loopback, 10.0.0.0/8', 'loopback, 10.0.0.0/8'],
    ['192.168.1.1', '192.168.1.1'],
    ['fc00::/7', 'fc00::/7'],
  ])('takes %s', (text, read) => {
    expect(readConfig({ ...GIVEN, TRUST_PROXY: text }).trustProxy).toBe(read);
  });

  it.each(['true', 'zzz', '10.0.0.0/99', '10.0.0.0/8/8', 'loopback,'])(
    'says what is wrong with %s',
    (text) => {
      expect(() => readConfig({ ...GIVEN, TRUST_PROXY: text })).toThrow(ConfigError);
      expect(() => readConfig({ ...GIVEN, TRUST_PROXY: text })).toThrow(
        /TRUST_PROXY is ".*": must be a number/,
      );
    },
  );
});

describe('the configuration', () => {
  it('takes what must be set and nothing else, with no remark', () => {
    const { values, problems, remarks } = examineEnvironment(GIVEN);
    expect([problems, remarks]).toEqual([[], []]);
    expect(values).toMatchObject({ PORT: 4000, SRS_SCOPE: 'miss' });
  });

  it('names everything that is missing, each once', () => {
    expect(examineEnvironment({}).problems).toEqual([
      'SRS_BASE_URL is missing',
      'SRS_TOKEN_URL is missing',
      'RAS_BASE_URL is missing',
      'SRS_CLIENT_ID is missing',
      'SRS_CLIENT_SECRET is missing: set it, or SRS_CLIENT_SECRET_FILE to a file that holds it',
    ]);
  });

  it.each([
    [{ SRS_BASE_URL: 'srs.example' }, 'SRS_BASE_URL is "srs.example": must begin with https://'],
    [{ SRS_BASE_URL: 'https:// x' }, 'SRS_BASE_URL is "https:// x": must be an address'],
    [{ PORT: 'http' }, 'PORT is "http": must be a port number'],
    [{ RETENTION_MONTHS: '0' }, 'RETENTION_MONTHS is "0": must be at least 1'],
    [{ DATA_DIR: ' ./data' }, 'DATA_DIR is " ./data": must not begin or end with a blank'],
    [{ METRICS_PORT: '4000', PORT: '4000' }, 'METRICS_PORT is "4000": PORT has this port already'],
    [{ PORT: '4001' }, 'PORT is "4001": GATEWAY_PORT has this port unless it is set'],
    [
      { PORT: '0', METRICS_PORT: '4001' },
      'METRICS_PORT is "4001": GATEWAY_PORT has this port unless it is set',
    ],
    [{ METRICS_PORT: '04000' }, 'METRICS_PORT is "04000": PORT has this port unless it is set'],
    [{ GATEWAY_PORT: '4000' }, 'GATEWAY_PORT is "4000": PORT has this port unless it is set'],
    [{ SRS_BASIC_USER: 'client' }, 'SRS_BASIC_USER and SRS_BASIC_PASSWORD belong together'],
    [{ HOST: '0.0.0.0', GATEWAY_OPEN: 'yes' }, 'GATEWAY_OPEN is "yes": without a key'],
    [
      { PUBLIC_URL: 'https://desk.example/srs' },
      'PUBLIC_URL is "https://desk.example/srs": must not hold a path',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL is "loud": must be one of fatal'],
    [{ HTTPS_PROXY: 'http://user:50%off@proxy:3128' }, 'HTTPS_PROXY: must have a % in its user name'],
    [
      { NOTIFY_WEBHOOK_URL: 'https://h.example/x?sig=SECRET' },
      'NOTIFY_WEBHOOK_URL is "https://h.example/x?…": must end before ?',
    ],
    [{ SRS_BASE_URL: 'https://u:p@SECRET@srs.example' }, 'SRS_BASE_URL is "https://…@srs.example": '],
    [{ SRS_BASE_URL: 'https://u:pa/SECRET@srs.example' }, 'SRS_BASE_URL is "https://…@srs.example": '],
  ])('says in one line what is wrong with %o and what would be right', (more, line) => {
    const problems = problemsOf(more);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.startsWith(line)).toBe(true);
  });

  it.each([
    { PORT: '4001', DESK_MODE: 'demo' },
    { PORT: '4001', GATEWAY_PORT: '4000', METRICS_PORT: '0' },
    { PORT: '0', GATEWAY_PORT: '0', METRICS_PORT: '0' },
  ])('finds ports for all in %o', (more) => {
    expect(problemsOf(more)).toEqual([]);
  });

  it('shows no password that stands in an address', () => {
    const [line = ''] = problemsOf({ SRS_BASE_URL: 'https://u:hunter2@srs.example' });
    expect(line).toBe('SRS_BASE_URL is "https://…@srs.example": must not hold a user name or password');
  });

  it.each([
    ['RETENTION_MONTH', 'RETENTION_MONTH is not known: is RETENTION_MONTHS meant?'],
    ['srs_base_url', 'srs_base_url is not known: is SRS_BASE_URL meant?'],
    ['SRS_CLIENT_SECERT_FILE', 'SRS_CLIENT_SECERT_FILE is not known: is SRS_CLIENT_SECRET_FILE meant?'],
    ['SRS_COLOUR', 'SRS_COLOUR is not known'],
  ])('points out %s', (name, line) => {
    expect(remarksOf({ [name]: '12' })).toEqual([line]);
  });

  it.each(['HTTP_PROXY', 'HOSTNAME', 'HOME', 'PATH', 'LOG', 'PORTS'])('leaves %s to others', (name) => {
    expect(remarksOf({ [name]: 'x' })).toEqual([]);
  });

  it('points out what works and is dangerous', () => {
    const remarks = remarksOf({
      SRS_BASE_URL: 'http://srs.example',
      GATEWAY_ON_AUDIT_FAILURE: 'pass',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://desk.example',
      BACKUP_AT: '02:30',
    });
    expect(remarks.map((line) => line.split(' ')[0])).toEqual([
      'SRS_BASE_URL',
      'GATEWAY_ON_AUDIT_FAILURE',
      'PUBLIC_URL',
      'BACKUP_AT',
    ]);
  });
});

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-secret-'));
  const { SRS_CLIENT_SECRET: _, ...rest } = GIVEN;
  const examined = (content: string) => {
    const path = join(folder, 'secret');
    writeFileSync(path, content);
    return examineEnvironment({ ...rest, SRS_CLIENT_SECRET_FILE: path });
  };

  it('is what it holds without the line end', () => {
    expect(examined('hunter2\r\n').values?.SRS_CLIENT_SECRET.reveal()).toBe('hunter2');
  });

  it.each([
    ['\uFEFFhunter2', /begins with a byte order mark/],
    ['\n', /is empty/],
    ['hunter2\nhunter3', /holds more than one line/],
  ])('is refused as %j, without being shown', (content, why) => {
    const { problems } = examined(content);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(why);
    expect(problems[0]).not.toContain('hunter');
  });

  it('may end with a blank, which is pointed out', () => {
    const { problems, remarks } = examined('hunter2 \n');
    expect(problems).toEqual([]);
    expect(remarks).toEqual([
      'SRS_CLIENT_SECRET_FILE: the secret begins or ends with a blank: is it part of it?',
    ]);
  });

  it('that cannot be read, or is set twice, is one line', () => {
    expect(examineEnvironment({ ...rest, SRS_CLIENT_SECRET_FILE: '/nowhere' }).problems).toEqual([
      'SRS_CLIENT_SECRET_FILE: the file /nowhere cannot be read (ENOENT)',
    ]);
    expect(examineEnvironment({ ...GIVEN, SRS_CLIENT_SECRET_FILE: '/nowhere' }).problems).toEqual([
      'SRS_CLIENT_SECRET and SRS_CLIENT_SECRET_FILE are both set: set one of them',
    ]);
  });
});

it('stands in .env.example and docs/configuration.md as it is', async () => {
  await expect(environmentExample()).toMatchFileSnapshot('../../../../../.env.example');
  await expect(configurationPage()).toMatchFileSnapshot('../../../../../docs/configuration.md');
});

describe('the way out', () => {
  const certificates = join(import.meta.dirname, '../../../tests/recorder/certificates');
  const at = (name: string) => join(certificates, name);

  it('takes certificates, keys and a proxy, whose password is shown nowhere', () => {
    const { outbound } = readConfig({
      ...GIVEN,
      EXTRA_CA_FILE: at('ca.pem'),
      RAS_CLIENT_CERT_FILE: at('client.pem'),
      RAS_CLIENT_KEY_FILE: at('client.key'),
      HTTPS_PROXY: 'http://desk:hunter%3a2@proxy.example:3128',
    });
    expect(outbound.extraCa).toHaveLength(1);
    expect(outbound.proxy?.url).toBe('http://proxy.example:3128');
    expect(outbound.proxy?.authorization?.reveal()).toBe(
      `Basic ${Buffer.from('desk:hunter:2').toString('base64')}`,
    );
    expect(JSON.stringify(outbound)).not.toMatch(/hunter|PRIVATE/);
  });

  it.each([
    [{ EXTRA_CA_FILE: '/nowhere' }, 'EXTRA_CA_FILE is "/nowhere": cannot be read (ENOENT)'],
    [{ EXTRA_CA_FILE: at('client.key') }, /^EXTRA_CA_FILE is ".*": must hold certificates in PEM form/],
    [{ RAS_CLIENT_CERT_FILE: at('client.pem') }, /^RAS_CLIENT_CERT_FILE and RAS_CLIENT_KEY_FILE belong/],
    [
      { RAS_CLIENT_CERT_FILE: at('client.pem'), RAS_CLIENT_KEY_FILE: at('server.key') },
      /^RAS_CLIENT_CERT_FILE and RAS_CLIENT_KEY_FILE do not work together: the key is that of another/,
    ],
    [
      { HTTPS_PROXY: 'desk:hunter2@proxy.example' },
      'HTTPS_PROXY: must be an address such as http://proxy.example.org:3128',
    ],
  ])('says what is wrong with %o', (more, line) => {
    const problems = problemsOf(more);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(line);
  });
});

describe('the login at an identity provider', () => {
  const OIDC = {
    PUBLIC_URL: 'https://desk.example.org',
    TRUST_PROXY: '1',
    OIDC_ISSUER: 'https://login.example.org/tenant',
    OIDC_CLIENT_ID: 'srs-desk',
    OIDC_CLIENT_SECRET: 'secret',
    OIDC_ROLES: 'desk-admins=admin, a=b=support',
  };

  it('is read as a whole', () => {
    expect(readConfig({ ...GIVEN, ...OIDC, LOCAL_LOGIN: 'off' }).login).toMatchObject({
      local: false,
      oidc: {
        roles: [
          { value: 'desk-admins', role: 'admin' },
          { value: 'a=b', role: 'support' },
        ],
        roleClaim: 'roles',
        publicUrl: 'https://desk.example.org',
      },
    });
    expect(readConfig(GIVEN).login).toEqual({ local: true, oidc: null });
  });

  it.each([
    [{ OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET is missing: OIDC_ISSUER needs it'],
    [{ OIDC_ROLES: '' }, 'OIDC_ROLES is missing: OIDC_ISSUER needs it'],
    [{ PUBLIC_URL: '', TRUST_PROXY: '' }, 'PUBLIC_URL is missing: OIDC_ISSUER needs it'],
    [
      { OIDC_ISSUER: 'http://login.example.org' },
      'OIDC_ISSUER is "http://login.example.org": must begin with https://',
    ],
    [{ OIDC_ROLES: 'desk-admins' }, /^OIDC_ROLES is "desk-admins": must be values and roles/],
    [{ OIDC_ROLES: 'desk-admins=boss' }, /^OIDC_ROLES is "desk-admins=boss": must be values and roles/],
    [{ OIDC_SCOPE: 'profile' }, 'OIDC_SCOPE is "profile": must begin with openid'],
  ])('%o: %s', (change, problem) => {
    expect(problemsOf({ ...OIDC, ...change })).toEqual([
      typeof problem === 'string' ? problem : expect.stringMatching(problem),
    ]);
  });

  it('is not half set, and without it passwords stay', () => {
    expect(problemsOf({ OIDC_CLIENT_ID: 'srs-desk' })).toEqual([
      'OIDC_CLIENT_ID without OIDC_ISSUER: set it too, or neither',
    ]);
    expect(problemsOf({ LOCAL_LOGIN: 'off' })).toEqual([
      'LOCAL_LOGIN is "off": nobody could log in, set OIDC_ISSUER or leave it on',
    ]);
  });
});
