const OWN = ['unidentified', 'bank_charge', 'interest', 'transfer', 'not_ours'] as const;

/** What a line or the rest of one may be that is no customer's. */
export const isOwnKind = (kind: string): kind is (typeof OWN)[number] => OWN.some((one) => one === kind);
