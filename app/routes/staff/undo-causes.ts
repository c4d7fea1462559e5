import { UNDO_CAUSES, type UndoCause } from '#app/modules/banking/types.ts';

/** Why a line is undone, as it is chosen. */
export const CAUSE_WORDS: Readonly<Record<UndoCause, string>> = {
  'wrong-customer': 'Wrong customer',
  'wrong-item': 'Wrong invoice',
  'wrong-amount': 'Wrong amount',
  other: 'Something else was wrong',
  'asked-otherwise': 'The customer asked for another invoice',
  'too-early': 'Done too early, nothing was wrong',
};

export const causeOf = (text: string): UndoCause | null => UNDO_CAUSES.find((cause) => cause === text) ?? null;
