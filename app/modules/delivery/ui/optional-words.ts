import type { MessageKind } from '../types.ts';

/** What each kind of mail that may be declined brings, for its reader. */
export const OPTIONAL_WORDS: Readonly<Partial<Record<MessageKind, string>>> = { statement: 'Statements of account' };
