import type { LineStale } from '#app/modules/banking/types.ts';
import type { RecordPaymentRefusal } from '#app/modules/payments/types.ts';
import type { ReturnChequeRefusal } from './return-cheque.server.ts';
import type { SettleRefusal } from './settle-and-name.server.ts';
import type { TakeBackRefusal } from './take-back-payment.server.ts';

export type ExplainRefusal =
  | LineStale
  | { readonly code: 'no-parts' }
  | { readonly code: 'does-not-add-up'; readonly missingMinor: bigint }
  | { readonly code: 'wrong-sign'; readonly no: number }
  | { readonly code: 'note-missing'; readonly no: number }
  | { readonly code: 'part-refused'; readonly no: number; readonly refusal: PartRefusal };

export type PartRefusal =
  | RecordPaymentRefusal
  | SettleRefusal
  | TakeBackRefusal
  | ReturnChequeRefusal
  | { readonly code: 'unknown-subject' }
  /** Another line stands for it already. */
  | { readonly code: 'linked-already' }
  | { readonly code: 'not-its-amount' }
  /** Its money does not lie on our account: it is at the processor, or in hand. */
  | { readonly code: 'not-in-the-bank' }
  | { readonly code: 'other-currency' }
  | { readonly code: 'credit-not-used'; readonly itemId: string }
  | { readonly code: 'nothing-left'; readonly leftMinor: bigint };

export type UndoRefusal =
  | LineStale
  | { readonly code: 'reason-missing' }
  /** What it posted was gone on with: what must be undone first. */
  | { readonly code: 'stands'; readonly what: string };
