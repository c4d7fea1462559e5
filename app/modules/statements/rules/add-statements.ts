import type { GroupTotal, Statement, StatementAgeing } from '../types.ts';

const CUTS = [
  ...(['notDueMinor', 'd1to30Minor', 'd31to60Minor', 'd61to90Minor', 'over90Minor'] as const),
  ...(['creditsMinor', 'disputedMinor', 'totalMinor'] as const),
] satisfies (keyof StatementAgeing)[];

/** The sums of statements in one currency. What moved between them is in two of them and so is nothing here. */
export function addStatements(statements: readonly Statement[]): GroupTotal {
  const sum = (of: (statement: Statement) => bigint) => statements.reduce((sum, one) => sum + of(one), 0n);
  const ageing = Object.fromEntries(CUTS.map((cut) => [cut, sum((one) => one.ageing[cut])])) as StatementAgeing;
  return { openingMinor: sum((one) => one.openingMinor), closingMinor: sum((one) => one.closingMinor), ageing };
}
