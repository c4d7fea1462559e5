import { type SqlBool, sql } from 'kysely';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { agreement } from '../rules/agreement.ts';
import type { AdviceLine, AdvicePlan, LineRemittance, Remittance } from '../types.ts';
import { planOfRemittance, remittancesWhere } from './get-remittance.server.ts';

type Line = AdviceLine & { readonly currency: string; readonly refs: string };

/**
 * For each of these lines the advice that stands with it, or the one that fits best: of its amount and currency, where the
 * payer or a reference agrees as well; an amount alone never does.
 */
export async function remittanceOfLine(
  db: ReadDb,
  lineIds: readonly string[],
): Promise<ReadonlyMap<string, LineRemittance>> {
  const found = new Map<string, LineRemittance>();
  if (lineIds.length === 0) return found;
  const lines = await linesWhere(db, sql<SqlBool>`l.id = any (${[...lineIds]}::uuid[])`);
  const standing = await remittancesWhere(db, sql<SqlBool>`k.line_id = any (${[...lineIds]}::uuid[])`);
  const waiting = await remittancesWhere(
    db,
    sql<SqlBool>`m.dropped_at is null and k.id is null and exists (select from bank_lines b where b.id = any (${[...lineIds]}::uuid[])
      and b.currency = m.currency and b.amount_minor = coalesce(m.stated_minor, m.sum_minor))`,
    sql`order by m.id desc limit 500`,
  );
  for (const line of lines) {
    const attached = standing.find((advice) => advice.line?.id === line.id);
    const best = attached ? { advice: attached, reasons: ['Attached by a person'] } : bestOf(line, waiting);
    if (!best) continue;
    const plan = await planOfRemittance(db, best.advice);
    found.set(line.id, toLineRemittance(line, { ...best, plan, stands: attached ? 'attached' : 'fits' }));
  }
  return found;
}

function bestOf(line: Line, waiting: readonly Remittance[]) {
  const rated = waiting
    .filter((advice) => advice.currency === line.currency && advice.totalMinor === line.amountMinor)
    .map((advice) => ({ advice, ...agreement(line, { ...advice, customerName: advice.customer?.name ?? '' }) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  // Two that speak for it alike are for a person to tell apart.
  return rated[0] && rated[0].weight !== rated[1]?.weight ? rated[0] : null;
}

type Best = { advice: Remittance; reasons: readonly string[]; plan: AdvicePlan; stands: LineRemittance['stands'] };

function toLineRemittance(line: Line, { advice, reasons, plan, stands }: Best): LineRemittance {
  const paid = plan.allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return {
    ...{ remittanceId: advice.id, stands, reference: advice.reference, currency: advice.currency, reasons },
    ...{ customerId: advice.customer?.id ?? null, customerName: advice.customer?.name ?? '' },
    ...{ totalMinor: advice.totalMinor, allocations: plan.allocations, rests: plan.rests },
    ...{
      leftMinor: line.amountMinor - paid,
      isReady: plan.isReady && advice.customer !== null && paid <= line.amountMinor,
    },
    problems: advice.problems.map(({ sentence }) => sentence),
  };
}

/** Lines that an advice may have come with: open, of its currency and total, the best agreed first. */
export async function linesForRemittance(
  db: ReadDb,
  advice: Remittance,
): Promise<(AdviceLine & { readonly reasons: readonly string[] })[]> {
  const lines = await linesWhere(
    db,
    sql<SqlBool>`s.state in ('open', 'parked', 'asked') and l.currency = ${advice.currency}
      and l.amount_minor in (${advice.totalMinor}::bigint, ${advice.sumMinor}::bigint)
      and not exists (select from remittance_links k where k.line_id = l.id and k.detached_at is null)`,
  );
  return lines
    .map((line) => ({ ...line, ...agreement(line, { ...advice, customerName: advice.customer?.name ?? '' }) }))
    .sort((a, b) => b.weight - a.weight);
}

async function linesWhere(db: ReadDb, condition: ReturnType<typeof sql<SqlBool>>): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select l.id, l.statement_id as "statementId", l.booked_on::text as "bookedOn", l.amount_minor as "amountMinor", l.text,
      l.party_name as "partyName", s.state, l.currency, concat_ws(' ', l.payer_ref, l.creditor_ref, l.text) as refs
    from bank_lines l join bank_line_states s on s.line_id = l.id where ${condition} order by l.booked_on desc, l.id limit 50`.execute(
    db,
  );
  return rows;
}
