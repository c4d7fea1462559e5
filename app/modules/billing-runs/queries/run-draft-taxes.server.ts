import { sql } from 'kysely';
import type { TaxExemption } from '#app/modules/company/types.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';

export type RunDraftTax = {
  readonly taxCode: string;
  readonly name: string;
  readonly letter: string;
  readonly rateBp: number;
  readonly exemption: TaxExemption;
  readonly taxableMinor: bigint;
  readonly taxMinor: bigint;
};

/** Tax per category of a run's draft, as its invoice will say it. */
export async function runDraftTaxes(db: ReadDb, { draftId }: { draftId: string }): Promise<RunDraftTax[]> {
  const { rows } =
    await sql<RunDraftTax>`select x.tax_code as "taxCode", t.name, t.standard_code as letter, x.rate_bp as "rateBp",
      jsonb_build_object('reason', t.exemption_reason, 'code', t.exemption_code) as exemption,
      x.taxable_minor as "taxableMinor", x.tax_minor as "taxMinor"
    from run_draft_taxes x join tax_categories t on t.code = x.tax_code where x.draft_id = ${draftId}::uuid order by x.rate_bp desc, x.tax_code`.execute(
      db,
    );
  return rows;
}
