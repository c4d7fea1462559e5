import type { LetterVoice } from '#emails/letter.ts';

/** A saved method as a customer knows it: never more than its last digits. */
export type NamedMethod = { kind: 'card' | 'direct-debit'; brand: string; digits: string };

export const nameMethod = ({ say, text }: LetterVoice, { kind, brand, digits }: NamedMethod): string =>
  say(kind === 'card' ? 'autopayCard' : 'autopayBank', { brand: text(brand), digits: text(digits) });
