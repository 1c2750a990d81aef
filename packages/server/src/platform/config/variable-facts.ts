import type * as z from 'zod';

/** What the variables are about, in the order in which they are told. */
export const VARIABLE_GROUPS = {
  srs: 'The way to SRS',
  address: 'Where the desk answers',
  data: 'Data and keys',
  login: 'Logging in at your identity provider (OpenID Connect)',
  gateway: 'The recording gateway',
  watch: 'Running and watching',
  demo: 'The demo and the simulator',
  /** Set by the desk’s own programs. */
  internal: null,
} as const;

interface VariableFacts {
  group: keyof typeof VARIABLE_GROUPS;
  about: string;
  /** A value to show where there is no default. */
  example?: string;
  secret?: true;
}

const facts = new Map<z.ZodType, VariableFacts>();

/** What is told of each variable, by its form in `VARIABLES`. */
export const VARIABLE_FACTS: ReadonlyMap<z.ZodType, VariableFacts> = facts;

/** The form of a variable, with what is told of it. */
export const told = <Form extends z.ZodType>(form: Form, about: VariableFacts): Form => {
  const own = form.clone();
  facts.set(own, about);
  return own;
};
