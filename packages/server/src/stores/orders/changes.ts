import { deskChanges } from './desk-changes.ts';
import { placeChanges } from './place-change.ts';
import { registerChanges } from './register-change.ts';
import { syncChanges } from './sync-changes.ts';

/** Everything the writer can change about orders. */
export const orderChanges = {
  ...registerChanges,
  ...placeChanges,
  ...deskChanges,
  ...syncChanges,
};
