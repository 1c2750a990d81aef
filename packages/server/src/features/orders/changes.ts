import { cancellationRequestChanges } from './cancel/changes.ts';
import { deskChanges } from './desk-changes.ts';
import { registerChanges } from './import/register-change.ts';
import { placeChanges } from './placing/place-change.ts';
import { registrationChanges } from './registrations/changes.ts';
import { syncChanges } from './sync-changes.ts';

/** Everything the writer can change about orders. */
export const orderChanges = {
  ...registerChanges,
  ...placeChanges,
  ...deskChanges,
  ...syncChanges,
  ...registrationChanges,
  ...cancellationRequestChanges,
};

type OrderCommands = typeof orderChanges;

declare module '../../platform/ledger/commands.ts' {
  interface Commands extends OrderCommands {}
}
