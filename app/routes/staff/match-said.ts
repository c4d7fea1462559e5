import type { BankLineLink, BankLineView } from '#app/modules/banking/queries/statement-lines.server.ts';

const LINK_WORDS: Readonly<Record<BankLineLink['kind'], string>> = {
  payment: 'payment',
  unidentified: 'not identified yet',
  payout: 'a payout of the processor',
  deposit: 'cheques paid in',
  payment_reversal: 'a payment that came back',
  returned_part: 'a part of a payment that came back',
  refund: 'a refund',
  existing_payment: 'a payment recorded before',
  transfer: 'a transfer between our accounts',
  not_ours: 'not ours',
  bank_charge: 'bank charge',
  interest: 'interest',
  given_back: 'given back to its sender',
};

/** What became of a line, for the row it collapses to. */
export function saidOf({ state, note, links, changedByName }: BankLineView): string {
  if (state === 'skipped') return 'The same movement came in an earlier file and counts there.';
  if (state === 'parked') return `Parked by ${changedByName}: “${note}”`;
  if (state === 'asked') return `${changedByName} asked a colleague: “${note}”`;
  const words = links.map(({ kind, customerName }) =>
    customerName ? `${LINK_WORDS[kind]} of ${customerName}` : LINK_WORDS[kind],
  );
  return `Matched: ${[...new Set(words)].join(', ')}. By ${changedByName}`;
}

/** The line's text cut where something in it speaks for the first offer, to be lit there. */
export function litText(text: string, found: readonly string[]): { readonly text: string; readonly lit: boolean }[] {
  const marks = [...new Set(found.map((one) => one.trim()).filter((one) => one.length > 1))];
  if (marks.length === 0) return [{ text, lit: false }];
  const words = marks.map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // The word around a number is what the payer wrote: the whole of it is lit.
  const pattern = new RegExp(`([\\p{L}\\d/-]*(?:${words.join('|')})[\\p{L}\\d]*)`, 'giu');
  return text
    .split(pattern)
    .map((piece, at) => ({ text: piece, lit: at % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
