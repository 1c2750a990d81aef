import type { ComponentType } from 'react';
import type { ResourceProps } from 'react-admin';
import type { Noun } from './session/access.ts';

/** A noun of the desk: its name is the address of its list. `<noun>/index.ts` describes it. */
export interface DeskResource extends ResourceProps {
  name: Noun;
  list?: ComponentType;
  /** The page of one, at `/<name>/:id`. */
  show?: ComponentType;
  create?: ComponentType;
}
