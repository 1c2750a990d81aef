/** AES-256-GCM as used for sealed fields: lengths in bytes. */
export const SEAL = { keyBytes: 32, ivBytes: 12, tagBytes: 16 } as const;
