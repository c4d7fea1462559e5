import type { InstrumentView } from '#app/modules/instruments/types.ts';

/** Views of the cheque register, in the order of their tabs. */
export const CHEQUE_VIEWS = [
  'in_hand',
  'to_bank',
  'late',
  'post_dated',
  'banked',
  'returned',
  'banked_late',
  'all',
] as const satisfies readonly InstrumentView[];

export const CHEQUE_VIEW_LABELS: Record<InstrumentView, string> = {
  in_hand: 'In hand',
  to_bank: 'To bank today',
  late: 'Late',
  post_dated: 'Post-dated',
  banked: 'Banked',
  returned: 'Returned',
  banked_late: 'Banked late',
  all: 'All',
};

/** What an empty view says. */
export const CHEQUE_VIEW_EMPTY: Record<InstrumentView, string> = {
  in_hand: 'No cheque is in hand.',
  to_bank: 'Nothing has to go to the bank today.',
  late: 'Nothing is late.',
  post_dated: 'No cheque waits for its date.',
  banked: 'No cheque is at the bank.',
  returned: 'No cheque was returned.',
  banked_late: 'Every cheque went to the bank in time.',
  all: 'No cheque was received yet.',
};
