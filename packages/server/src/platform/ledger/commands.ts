import type { ChangedRow } from '../events/changed-row.ts';
import type { Tx } from './tx.ts';

/**
 * Every command that the writer can carry out, by name (`noun.verb`). The platform knows none of them: each feature adds its
 * own to this interface beside the map that holds them (docs/architecture.md, The ledger).
 */
export interface Commands {
  // No command has a symbol for its name: it stands here since an interface without members is taken for a mistake.
  [none: symbol]: never;
}

export type CommandName = keyof Commands & string;

type ArgsOf<N extends CommandName> = Commands[N] extends (tx: Tx, args: infer A) => unknown ? A : never;
type ResultOf<N extends CommandName> = Commands[N] extends (tx: Tx, args: never) => infer R ? R : never;

/** A command asked for: its name and its plain-data arguments. */
export type CommandCall = { [N in CommandName]: { name: N; args: ArgsOf<N> } }[CommandName];

/** The results of a list of command calls, in their order. */
export type ResultsOf<C extends readonly CommandCall[]> = {
  [I in keyof C]: C[I] extends { name: infer N extends CommandName } ? ResultOf<N> : never;
};

/** What the writer thread is given at its start by who knows the features (`app/commands.ts`). */
export interface WriterCommands {
  /** The functions of {@link Commands}, by name. */
  readonly commands: ReadonlyMap<string, (tx: Tx, args: never) => unknown>;
  /** The closed list of commands that are no facts and leave no entry. */
  readonly withoutEntry: ReadonlySet<string>;
  /** Runs after the commands of one call, in their transaction: what follows from the rows that they changed. */
  readonly afterCommands: (tx: Tx, changedRows: readonly ChangedRow[]) => void;
}
