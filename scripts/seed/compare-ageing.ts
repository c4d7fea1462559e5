import type { AgeingRow } from '#app/modules/ledger/types.ts';

const CODE = /^C(\d{6,})$/;

/**
 * Where an aged report differs from the made rows, one sentence each; customers that are not of the work set are left
 * out. Buckets in cents: not due, 1 to 30, 31 to 60, 61 to 90, over 90.
 */
export function differencesFromTruth(
  rows: readonly AgeingRow[],
  truth: ReadonlyMap<number, readonly number[]>,
): string[] {
  const differences: string[] = [];
  const seen = new Set<number>();
  for (const row of rows) {
    const id = Number(CODE.exec(row.customerNumber)?.[1] ?? 0);
    if (id === 0) continue;
    seen.add(id);
    const found = [row.notDueMinor, row.d1to30Minor, row.d31to60Minor, row.d61to90Minor, row.over90Minor];
    const expected = (truth.get(id) ?? [0, 0, 0, 0, 0]).map(BigInt);
    const isSame = row.creditsMinor === 0n && expected.every((minor, index) => minor === found[index]);
    if (!isSame) differences.push(`${row.customerNumber}: ${found} credits ${row.creditsMinor}, expected ${expected}`);
  }
  for (const id of truth.keys())
    if (!seen.has(id)) differences.push(`C${String(id).padStart(6, '0')} owes nothing, expected ${truth.get(id)}`);
  return differences;
}
