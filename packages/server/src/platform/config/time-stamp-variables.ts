import * as z from 'zod';
import { httpUrl } from './forms.ts';
import { certificateFile } from './outbound.ts';
import { told } from './variable-facts.ts';

/** Time stamps of checkpoints (RFC 3161). */
export interface TimeStampConfig {
  url: string | null;
  /** Certificates (PEM) that an authority's must lead to; empty: whose a stamp is, is not checked. */
  trusted: readonly string[];
  /** OID of the policy that is asked for; null: the authority's own. */
  policy: string | null;
  everyMs: number;
}

export const TIME_STAMP_VARIABLES = {
  TSA_URL: told(httpUrl.optional(), {
    group: 'data',
    about:
      'A time-stamping authority (RFC 3161) that stamps checkpoints: a third party then says when the log stood so.',
    example: 'https://tsa.example.org/tsr',
  }),
  TSA_CA_FILE: told(certificateFile.optional(), {
    group: 'data',
    about:
      'Certificates (PEM) that the authority’s own must lead to. Without it its stamps are kept, but whose they are is not checked.',
    example: '/etc/srs-desk/tsa-ca.pem',
  }),
  TSA_POLICY: told(
    z
      .string()
      .regex(/^[0-2](\.\d+)+$/, 'must be an object identifier such as 1.3.6.1.4.1.13762.3')
      .optional(),
    {
      group: 'data',
      about:
        'The policy that a stamp is asked for and must be given under; left out, the authority’s usual one.',
      example: '1.3.6.1.4.1.13762.3',
    },
  ),
  TSA_EVERY_MINUTES: told(
    z.coerce
      .number('must be a number of minutes')
      .int('must be whole minutes')
      .min(1, 'must be at least 1')
      .max(1440, 'must be at most 1440')
      .default(60),
    { group: 'data', about: 'How often a checkpoint is stamped at most while the log grows.' },
  ),
};

type Values = z.infer<z.ZodObject<typeof TIME_STAMP_VARIABLES>>;

/** What the variables say of time stamps. */
export function timeStampsOf(values: Values): TimeStampConfig {
  return {
    url: values.TSA_URL ?? null,
    trusted: values.TSA_CA_FILE ?? [],
    policy: values.TSA_POLICY ?? null,
    everyMs: values.TSA_EVERY_MINUTES * 60_000,
  };
}
