/** Rows of the plain form; a line of more parts is split at the desk. */
export const SAY_ROWS = [1, 2, 3, 4] as const;

/** What a part may be said to be, with what its number is. */
export const SAY_KINDS = {
  items: 'Pays invoices',
  'on-account': 'On a customer’s account',
  unidentified: 'Not identified yet',
  linked: 'In the books already',
  'returned-payment': 'A payment that came back',
  'given-back': 'A receipt given back',
  bank_charge: 'Bank charge',
  interest: 'Interest of the bank',
  transfer: 'Between our own accounts',
  not_ours: 'Not ours',
} as const;
export type SayKind = keyof typeof SAY_KINDS;

export const isSayKind = (text: string): text is SayKind => Object.hasOwn(SAY_KINDS, text);
