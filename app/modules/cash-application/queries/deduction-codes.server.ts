import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type DeductionCode = { readonly code: string; readonly label: string; readonly department: string };

/** Why customers withhold money on purpose, by name. */
export const deductionCodes = (db: ReadDb): Promise<DeductionCode[]> =>
  db.selectFrom('deduction_codes').select(['code', 'label', 'department']).orderBy('label').execute();
