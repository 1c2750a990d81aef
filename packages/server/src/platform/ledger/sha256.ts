import { hash } from 'node:crypto';

/** SHA-256 in one call (FIPS 180-4): what the chain and the tree are made with. */
export function sha256(data: Uint8Array): Uint8Array {
  return hash('sha256', data, 'buffer');
}
