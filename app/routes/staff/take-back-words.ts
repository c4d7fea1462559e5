import type { TakeBackRefusal } from '#app/workflows/take-back-payment.server.ts';

/** Why a payment was not marked as come back. */
export function takeBackWords(refusal: TakeBackRefusal): string {
  switch (refusal.code) {
    case 'already-reversed':
      return 'This payment came back already. Nothing was changed.';
    case 'part-came-back':
      return 'A part of this payment came back by a line of the bank. Undo that line first; nothing was changed.';
    case 'is-a-cheque':
      return `This payment is cheque ${refusal.number}. Record on the cheque’s own page that it came back. Nothing was changed.`;
    case 'changed-meanwhile':
      return 'Somebody took this money to the bank meanwhile. Reload the page; nothing was changed.';
    case 'unknown-payment':
      return 'This payment does not exist. Reload the page.';
  }
}
