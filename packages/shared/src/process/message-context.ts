import type { MethodKey } from '../method/sheet.ts';
import type { KnownFacts } from './message-facts.ts';
import type { Situation } from './situations.ts';

/** Everything that may be said to the user of an order now; nothing once its person is erased. */
export interface MessageCase {
  readonly facts: KnownFacts;
  /** The situations whose facts hold, the one that fits best first. */
  readonly situations: readonly Situation[];
}

/** What a message goes by beside the order itself; gathered on the server alone. */
export interface MessageContext {
  /** The order that replaces this one. */
  readonly successor: {
    readonly link: string | null;
    /** It has no link yet, and is not late with it. */
    readonly linkFollows: boolean;
    readonly methodKey: MethodKey | null;
    /** What may be said to its own user now; null where that is not known. */
    readonly says: MessageCase | null;
  } | null;
  /** The order that this one replaces. */
  readonly predecessor: { readonly ended: boolean; readonly failed: boolean } | null;
  /** Data that the provider compares was sent (guide §7); null where the desk cannot know. */
  readonly comparedDataSent: boolean | null;
  /** A ticket is open, or somebody has set a follow-up. */
  readonly followedUp: boolean;
}
