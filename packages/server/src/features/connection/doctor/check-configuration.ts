import type { DoctorFinding } from '@srs-desk/shared/api/connection.ts';
import type { Config } from '../../../platform/config/config.ts';
import { LOOPBACK } from '../../../platform/config/loopback.ts';

/** Scheme, host and port of an address: never its path or query. */
export function hostOf(url: string): string {
  return new URL(url).origin;
}

function isOpen(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !LOOPBACK.has(hostname);
}

/** What there is to say of a configuration that could be read. Names variables and hosts, never a secret. Pure. */
export function checkConfiguration(config: Config): { findings: DoctorFinding[]; warned: boolean } {
  const { srs, gateway } = config;
  const addresses = { srs: srs.baseUrl, ras: srs.rasBaseUrl, token: srs.tokenUrl };
  const hosts = Object.fromEntries(Object.entries(addresses).map(([name, url]) => [name, hostOf(url)]));
  const warnings: DoctorFinding[] = [];
  const warn = (code: DoctorFinding['code'], params: DoctorFinding['params'] = {}): void => {
    warnings.push({ code, params });
  };
  for (const [name, url] of Object.entries(addresses)) {
    if (isOpen(url))
      warn('not_encrypted', { what: { srs: 'SRS', ras: 'RAS', token: 'Token' }[name] ?? name });
  }
  if (srs.proNumber === null) warn('no_pro_number');
  if (gateway.onAuditFailure === 'pass') warn('gateway_passes');
  if (gateway.open && config.mode === 'serve') warn('gateway_open');
  const { proxy, noProxy } = config.outbound;
  const findings: DoctorFinding[] = [{ code: 'addresses', params: hosts }];
  if (proxy !== null)
    findings.push({ code: 'through_proxy', params: { proxy: proxy.url, except: noProxy || '–' } });
  return { findings: [...findings, ...warnings], warned: warnings.length > 0 };
}
