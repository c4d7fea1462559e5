import { decimal } from '#app/kernel/decimal.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { addMeter } from '#app/modules/usage/commands/add-meter.server.ts';
import { recordByHand } from '#app/modules/usage/commands/record-by-hand.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { demoDatabase, oneValue } from './demo-database.ts';
import { aKeptFile, done } from './made-things.ts';

type Line = { id: string; customer: string; product: string; contract: string; startsOn: PlainDate };

/** A ticket and a meter under a contract, and files of usage: one with our names, one whose columns somebody must choose. */
export async function someUsage({
  contract,
}: {
  contract: string;
}): Promise<{ usage: string; meter: string; goodUsage: string; oddUsage: string }> {
  const { rows } = await demoDatabase().pool.query<Line>(
    `select l.id, c.number as customer, p.code as product, k.number as contract, l.starts_on as "startsOn" from contract_lines l
      join customers c on c.id = l.customer_id join products p on p.id = l.product_id join contracts k on k.id = l.contract_id
      where l.contract_id = $1 and l.charge = 'metered' order by l.site_id is not null, l.line_no limit 1`,
    [contract],
  );
  const line = rows[0] as Line;
  const moment = momentIn('Europe/London');
  const reference = `E-${process.pid}`;
  const said = { kind: 'ticket', reference, customer: line.customer, product: line.product, site: '' } as const;
  const how = { contract: line.contract, order: '', occurredOn: moment.today, quantity: decimal('12.5') };
  await done((tx) => recordByHand(tx, SYSTEM, { ...said, ...how }, moment));
  const dial = { digits: 6, multiplier: decimal('1'), firstValue: decimal('100'), startsOn: line.startsOn };
  const { meterId } = await done((tx) =>
    addMeter(tx, SYSTEM, { contractLineId: line.id, code: `E-METER-${process.pid}`, ...dial }, moment),
  );
  const row = `${reference}-2,${line.customer},${line.product},${line.contract},${moment.today},3`;
  return {
    usage: await oneValue<string>(`select id from usage_records where reference = '${reference}'`),
    meter: meterId,
    goodUsage: await aKeptFile('usage', `reference,customer,product,contract,date,quantity\n${row}\n`),
    oddUsage: await aKeptFile('usage', `Docket,Account,Weight\n${reference}-3,${line.customer},4\n`),
  };
}
