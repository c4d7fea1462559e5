import { formatMoney } from '#app/kernel/format-money.ts';
import { type Currency, money } from '#app/kernel/money.ts';
import type { MoveRefusal } from '#app/modules/banking/commands/move-line.server.ts';
import type { BankLineState, LineStale } from '#app/modules/banking/types.ts';
import type { ExplainRefusal, PartRefusal, UndoRefusal } from '#app/workflows/explain-refusals.server.ts';
import { type SplitRefusal, splitWords } from './split-words.server.ts';
import { takeBackWords } from './take-back-words.ts';

type Said = { readonly currency: Currency; readonly baseCurrency: Currency; readonly locale: string };

const STATE_WORDS: Readonly<Record<BankLineState, string>> = {
  open: 'opened this line again',
  explained: 'explained this line',
  parked: 'parked this line',
  asked: 'asked a colleague about this line',
  skipped: 'took this line for one that came before',
};

const staleWords = (stale: LineStale): string =>
  stale.code === 'unknown-line'
    ? 'This line is not there any more: its import was undone. Reload the page.'
    : `${stale.byName} ${STATE_WORDS[stale.state]} meanwhile. Nothing was changed.`;

/** Why a line was not explained, for the row it stands in: what happened, and what to do. */
export function explainWords(refusal: ExplainRefusal, said: Said): string {
  switch (refusal.code) {
    case 'unknown-line':
    case 'stale':
      return staleWords(refusal);
    case 'no-parts':
      return 'Choose what this line is.';
    case 'does-not-add-up':
      return `The parts miss ${formatMoney(money(refusal.missingMinor, said.currency), said.locale)} of the line. Change an amount, or say what the rest is.`;
    case 'wrong-sign':
      return 'A part goes the other way than money of its kind can. Choose another kind, or another amount.';
    case 'note-missing':
      return 'Write a word of why.';
    case 'part-refused':
      return partWords(refusal.refusal, said);
  }
}

function partWords(refusal: PartRefusal, said: Said): string {
  switch (refusal.code) {
    case 'linked-already':
      return 'Another line of the bank stands for this already. Choose something else.';
    case 'not-its-amount':
      return 'It is of another amount. Choose something else, or split the line.';
    case 'not-in-the-bank':
      return 'Its money does not lie on this account: it is at the processor, or in hand.';
    case 'other-currency':
      return 'It is in another currency than this line.';
    case 'credit-not-used':
      return 'The credit is more than the invoices chosen with it. Choose more of them, or less of the credit.';
    case 'nothing-left':
      return `Only ${formatMoney(money(refusal.leftMinor, said.currency), said.locale)} is left of it. Lower the amount.`;
    case 'unknown-subject':
      return 'This is not there any more. Reload the page.';
    case 'item-not-open':
      return 'What this pays was settled meanwhile. Reload the page and choose again; nothing was changed.';
    case 'already-recorded':
      return 'This payment was recorded already. Find it and link it instead.';
    case 'already-reversed':
    case 'part-came-back':
    case 'is-a-cheque':
    case 'changed-meanwhile':
    case 'unknown-payment':
      return takeBackWords(refusal);
    default: {
      const words = splitWords(refusal as SplitRefusal, { fields: [], ...said }) as
        | ReturnType<typeof splitWords>
        | undefined;
      const first = words && [...words.formErrors, ...Object.values(words.fieldErrors).flat()][0];
      return first ?? 'Something about this changed meanwhile. Reload the page; nothing was changed.';
    }
  }
}

/** Why a line was not put aside, taken up or asked about. */
export function moveWords(refusal: MoveRefusal): string {
  switch (refusal.code) {
    case 'note-missing':
      return 'Write a word of why, so that whoever comes next knows.';
    case 'note-too-long':
      return 'Write at most 500 letters.';
    case 'unknown-user':
      return 'Choose a colleague.';
    default:
      return staleWords(refusal);
  }
}

/** Why what was said of a line still stands. */
export function undoWords(refusal: UndoRefusal): string {
  switch (refusal.code) {
    case 'reason-missing':
      return 'Write a word of why.';
    case 'stands':
      return `This cannot be undone yet: ${refusal.what}.`;
    default:
      return staleWords(refusal);
  }
}
