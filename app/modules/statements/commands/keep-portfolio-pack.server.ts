import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { nextDay } from '../rules/schedule-days.ts';
import type { PortfolioPack, StatementSchedule } from '../types.ts';

/** Notes a collector's pack of a day once; null where there is one already. */
export async function keepPortfolioPack(
  tx: Tx,
  pack: Omit<PortfolioPack, 'id' | 'userName' | 'madeAt'>,
  moment: Moment,
): Promise<{ packId: string } | null> {
  const { rows } = await sql<{ id: string }>`
    insert into portfolio_packs (user_id, due_on, seal_no, customers, pdf_sha256, pdf_bytes, csv_sha256, csv_bytes, made_at)
    values (${pack.userId}::uuid, ${pack.dueOn}, ${pack.sealNo}, ${pack.customers}, ${pack.pdf.sha256}, ${pack.pdf.bytes}, ${pack.csv.sha256},
      ${pack.csv.bytes}, ${moment.now})
    on conflict (user_id, due_on) do nothing returning id`.execute(tx);
  return rows[0] ? { packId: rows[0].id } : null;
}

/** Moves the packs to their next day; a day that is done already stays done. */
export async function movePortfolioOn(tx: Tx, schedule: StatementSchedule, today: PlainDate): Promise<void> {
  await sql`update statement_schedules set next_on = ${nextDay(schedule, today)}
    where kind = 'portfolio' and next_on = ${schedule.nextOn}`.execute(tx);
}
