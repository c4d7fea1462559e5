import { ok } from '#app/kernel/result.ts';
import { queueMessage } from '#app/modules/delivery/commands/queue-message.server.ts';
import { portfolioPdf } from '#app/modules/documents/templates/pdf-jobs.ts';
import { sealLedger } from '#app/modules/ledger/commands/seal-ledger.server.ts';
import { type AgeingTotal, ageing, totalAgeing } from '#app/modules/ledger/queries/ageing.server.ts';
import type { AgeingRow, Seal } from '#app/modules/ledger/types.ts';
import { keepPortfolioPack, movePortfolioOn } from '#app/modules/statements/commands/keep-portfolio-pack.server.ts';
import { type Collector, collectorsOn } from '#app/modules/statements/queries/portfolio.server.ts';
import { portfolioCsv } from '#app/modules/statements/queries/portfolio-csv.server.ts';
import { getSchedule } from '#app/modules/statements/queries/schedules.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import type { StoredFile } from '#app/platform/storage/file-store.server.ts';
import { issuerOf } from './document-props.ts';
import type { Producer } from './produce-document.server.ts';
import { renderDocument } from './render-document.server.ts';
import { sellerOn } from './seller-of-day.server.ts';

type Pack = {
  readonly collector: Collector;
  readonly rows: readonly AgeingRow[];
  readonly seal: Seal;
  readonly moment: Moment;
};

/**
 * Makes each collector's pack of the day: what is open of their own customers, as PDF and CSV, all at one seal, and orders
 * the mail that says so. A pack that is there is not made again, so a worker that died is followed by one that makes the
 * rest; then the day moves on. Throws while the disk is full.
 */
export async function makePortfolios(outside: Producer, moment: Moment): Promise<void> {
  const { db } = outside;
  const schedule = await getSchedule(db, { kind: 'portfolio' });
  const seal = await sealLedger(db);
  const [collectors, rows] = await Promise.all([
    collectorsOn(db, moment.today),
    ageing(db, { asOf: moment.today, knownAt: seal }),
  ]);
  for (const collector of collectors) {
    const own = new Set(collector.customerIds);
    const theirs = rows.filter((row) => own.has(row.customerId));
    if (theirs.length > 0) await makePack(outside, { collector, rows: theirs, seal, moment });
  }
  await inTransaction(db, async (tx) => ok(await movePortfolioOn(tx, schedule, moment.today)));
}

async function makePack(outside: Producer, pack: Pack): Promise<void> {
  const { collector, rows, seal, moment } = pack;
  const pdf = await put(outside, await renderDocument(outside, portfolioPdf(await documentOf(outside, pack))));
  const csv = await put(outside, new TextEncoder().encode(portfolioCsv(rows)));
  await inTransaction(outside.db, async (tx) => {
    const kept = await keepPortfolioPack(
      tx,
      {
        ...{ userId: collector.userId, dueOn: moment.today, sealNo: seal.sealNo },
        customers: new Set(rows.map((row) => row.customerId)).size,
        pdf: { sha256: pdf.sha256, bytes: BigInt(pdf.size) },
        csv: { sha256: csv.sha256, bytes: BigInt(csv.size) },
      },
      moment,
    );
    if (!kept) return ok();
    const order = { sendKey: `portfolio:${kept.packId}`, kind: 'portfolio', customerId: null } as const;
    await queueMessage(tx, { ...order, toAddress: collector.email, details: { packId: kept.packId } }, moment);
    return ok();
  });
}

async function put(outside: Producer, bytes: Uint8Array): Promise<StoredFile> {
  const file = await outside.files.put(bytes);
  if (!file.ok) throw new Error('The disk is full: the packs of the collectors wait until there is room.');
  return file.value;
}

async function documentOf(
  outside: Producer,
  { collector, rows, moment }: Pack,
): Promise<Parameters<typeof portfolioPdf>[0]> {
  const { company, branding } = await sellerOn(outside.db, { on: moment.today });
  return {
    ...{ locale: company.locale, issuer: issuerOf(company, branding), collector: collector.name, on: moment.today },
    parts: totalAgeing(rows).map((sums) => ({
      currency: sums.currency,
      customers: rows
        .filter((row) => row.currency === sums.currency)
        .map((row) => ({ name: row.customerName, number: row.customerNumber, ...cutsOf(row) })),
      sums: cutsOf(sums),
    })),
  };
}

function cutsOf(row: AgeingTotal) {
  const of = (minor: bigint) => ({ minor: minor.toString(), currency: row.currency as string });
  return {
    ...{ notDue: of(row.notDueMinor), days30: of(row.d1to30Minor), days60: of(row.d31to60Minor) },
    ...{ days90: of(row.d61to90Minor), over90: of(row.over90Minor), credits: of(row.creditsMinor) },
    total: of(row.totalMinor),
  };
}
