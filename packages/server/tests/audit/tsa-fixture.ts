import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The policy that the fixture's authority answers under when none is asked for. */
export const POLICY = '1.3.6.1.4.1.99999.1';
export const OTHER_POLICY = '1.3.6.1.4.1.99999.2';

const CONFIG = `
[ req ]
distinguished_name = name
[ name ]
[ ca ]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[ tsa ]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[ web ]
basicConstraints = CA:FALSE
extendedKeyUsage = serverAuth
[ authority ]
serial = serial
crypto_device = builtin
default_policy = ${POLICY}
other_policies = ${OTHER_POLICY}
digests = sha256, sha384
signer_digest = sha256
ordering = no
tsa_name = yes
ess_cert_id_alg = sha256
`;

/** A time-stamping authority made with `openssl ts`, in a folder of its own. */
export interface TimeStampAuthority {
  folder: string;
  /** Certificate of the CA that issued the authority's, PEM; and the file it lies in. */
  ca: string;
  caFile: string;
  /** Answers a request, as `application/timestamp-reply`. */
  reply(request: Buffer): Buffer;
  /** `openssl ts -verify`: whether the answer is a stamp over this text. */
  isVerified(answer: Buffer, text: string): boolean;
  /** The same time stamp, signed by a certificate of the same CA that is for web servers. */
  signedByWebCertificate(answer: Buffer): Buffer;
  remove(): void;
}

type KeyKind = 'ec' | 'rsa';
const KEYS: Readonly<Record<KeyKind, string>> = {
  ec: '-newkey ec -pkeyopt ec_paramgen_curve:P-256',
  rsa: '-newkey rsa:2048',
};

/** Answers requests over HTTP as an authority does, on loopback; `status` is what it answers with. */
export async function serveAuthority(
  tsa: TimeStampAuthority,
): Promise<{ url: string; behave: { status: number }; close(): void }> {
  const behave = { status: 200 };
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      if (behave.status !== 200) res.writeHead(behave.status).end();
      else
        res
          .writeHead(200, { 'content-type': 'application/timestamp-reply' })
          .end(tsa.reply(Buffer.concat(chunks)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/tsr`, behave, close };
}

/** A new authority, with a CA of its own. */
export function makeAuthority(kind: KeyKind): TimeStampAuthority {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-tsa-'));
  const at = (file: string): string => join(folder, file);
  const openssl = (...args: string[]) => {
    const ran = spawnSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    return { ok: ran.status === 0, said: `${ran.error ?? ''}${ran.stderr}` };
  };
  /** Arguments with blanks between; a blank inside one is written as U+00A0. */
  const run = (line: string): void => {
    const { ok, said } = openssl(...line.split(' ').map((arg) => arg.replaceAll('\u00a0', ' ')));
    if (!ok) throw new Error(`openssl ${line}: ${said}`);
  };
  writeFileSync(at('openssl.cnf'), CONFIG);
  writeFileSync(at('serial'), '01\n');
  const key = `-nodes -config openssl.cnf ${KEYS[kind]}`;
  const issue = '-CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile openssl.cnf';
  run(`req -x509 ${key} -extensions ca -subj /CN=Test\u00a0CA -days 3650 -keyout ca.key -out ca.pem`);
  for (const [name, subject] of Object.entries({ tsa: '/O=Test/CN=Test\u00a0TSA', web: '/CN=www' })) {
    run(`req -new ${key} -subj ${subject} -keyout ${name}.key -out ${name}.csr`);
    run(`x509 -req -in ${name}.csr ${issue} -extensions ${name} -out ${name}.pem`);
  }
  return {
    folder,
    ca: readFileSync(at('ca.pem'), 'utf8'),
    caFile: at('ca.pem'),
    reply(request) {
      writeFileSync(at('request.tsq'), request);
      const how = '-config openssl.cnf -section authority -signer tsa.pem -inkey tsa.key';
      run(`ts -reply ${how} -queryfile request.tsq -out answer.tsr`);
      return readFileSync(at('answer.tsr'));
    },
    signedByWebCertificate(answer) {
      writeFileSync(at('own.tsr'), answer);
      run('ts -reply -in own.tsr -token_out -out own.der');
      run('cms -verify -noverify -in own.der -inform DER -binary -out stamped.der');
      const as = '-binary -nodetach -econtent_type 1.2.840.113549.1.9.16.1.4 -cades -md sha256 -outform DER';
      run(`cms -sign -in stamped.der ${as} -signer web.pem -inkey web.key -out web.der`);
      run('ts -reply -in web.der -token_in -out web.tsr');
      return readFileSync(at('web.tsr'));
    },
    isVerified(answer, text) {
      writeFileSync(at('check.tsr'), answer);
      writeFileSync(at('check.txt'), text);
      return openssl('ts', '-verify', '-data', 'check.txt', '-in', 'check.tsr', '-CAfile', 'ca.pem').ok;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
