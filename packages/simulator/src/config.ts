import * as z from 'zod';
import type { SimulatorOptions } from './start-simulator.ts';

const number = z.coerce.number({ error: 'a number is expected' });

const schema = z.object({
  SIMULATOR_PORT: number.int('a whole number is expected').min(0).max(65_535).default(4010),
  SIMULATOR_HOST: z.string().min(1).default('127.0.0.1'),
  SIMULATOR_SPEED: number.positive('a number above 0 is expected').default(1),
  SIMULATOR_SEED: number.int('a whole number is expected').min(0).default(1),
  SIMULATOR_ARRIVALS: number.min(0).default(0),
  SIMULATOR_JOURNAL: z.string().optional(),
  SIMULATOR_POPULATION: z
    .union([z.enum(['full', 'none']), number.int().min(0).max(200_000)], {
      error: 'full, none or a number of orders is expected',
    })
    .default('full'),
});

type ConfigOutcome = { options: SimulatorOptions } | { problems: string[] };

/** The simulator's options out of environment variables; else one line per problem. Empty counts as unset. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  }
  const { data } = parsed;
  return {
    options: {
      port: data.SIMULATOR_PORT,
      host: data.SIMULATOR_HOST,
      speed: data.SIMULATOR_SPEED,
      seed: data.SIMULATOR_SEED,
      arrivalsPerMinute: data.SIMULATOR_ARRIVALS,
      population: data.SIMULATOR_POPULATION,
      ...(data.SIMULATOR_JOURNAL === undefined ? {} : { journal: data.SIMULATOR_JOURNAL }),
    },
  };
}

/** The same from this process's own environment. */
export function configFromProcess(): ConfigOutcome {
  // biome-ignore lint/style/noProcessEnv: the one place of the simulator that reads its environment
  return readConfig(process.env);
}
