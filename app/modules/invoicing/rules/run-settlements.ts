import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Settlement } from '../types.ts';

export type Move = {
  applicationId: string;
  kind: string;
  sourceId: string;
  number: string;
  method: string;
  effectiveOn: PlainDate;
  valueOn: PlainDate | null;
  amountMinor: bigint;
  reversesId: string | null;
};

const KINDS: ReadonlySet<string> = new Set(['payment', 'credit_note', 'payment_reversal', 'invoice', 'debit_note']);

/** Writes an amount's settlement like a receipt: after each application or its undoing, what was left. Minor units. */
export function runSettlements(grossMinor: bigint, moves: readonly Move[]): Settlement[] {
  const undone = new Set(moves.map((move) => move.reversesId).filter((id) => id !== null));
  let left = grossMinor < 0n ? -grossMinor : grossMinor;
  return moves.map((move) => {
    left -= move.amountMinor;
    return {
      applicationId: move.applicationId,
      kind: (KINDS.has(move.kind) ? move.kind : 'other') as Settlement['kind'],
      sourceId: move.sourceId,
      number: move.number,
      method: move.method,
      effectiveOn: move.effectiveOn,
      valueOn: move.valueOn,
      amountMinor: move.amountMinor,
      undone: move.reversesId !== null || undone.has(move.applicationId),
      leftMinor: left,
    };
  });
}
