import type { StatementRow } from '../types.ts';

/** Movements with the balance after each, and the closing balance. Minor units; the order given is the order kept. */
export function runBalance(
  openingMinor: bigint,
  movements: readonly Omit<StatementRow, 'balanceMinor'>[],
): { rows: StatementRow[]; closingMinor: bigint } {
  let balanceMinor = openingMinor;
  const rows = movements.map((movement) => {
    balanceMinor += movement.amountMinor;
    return { ...movement, balanceMinor };
  });
  return { rows, closingMinor: balanceMinor };
}
