import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { AssertionBroken } from '#app/kernel/assert.ts';
import { minorToDecimal } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { keepBankReading } from '#app/modules/banking/commands/keep-bank-reading.server.ts';
import { stageBankImport } from '#app/modules/banking/commands/stage-bank-import.server.ts';
import { startBankStoring } from '#app/modules/banking/commands/start-bank-storing.server.ts';
import { planStoring, storeBankLot } from '#app/modules/banking/commands/store-bank-lot.server.ts';
import { readStagedFile } from '#app/modules/banking/queries/read-staged-file.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';

/** Of the company's account in pounds. */
const ACCOUNT = '00000000';
const OPENING_MINOR = 4_812_055n;
/** Invoices that money came for. */
const PAID = 14;

type Line = { minor: bigint; payer: string; text: string };
type Debt = { number: string; name: string; minor: bigint };

/**
 * Yesterday's statement of the company's account as MT940, stored with all its lines open: references that are whole, cut or
 * missing, two invoices in one payment, a bank charge, and money nobody can place. None of it is of the customer `butOf`.
 */
export async function demoBankStatement(tx: Tx, { butOf }: { butOf: string }, moment: Moment): Promise<void> {
  const bookedOn = addDays(moment.today, -1);
  const lines = linesOf(await debts(tx, butOf));
  if (lines.length === 0) return;
  const bytes = new TextEncoder().encode(asMt940(lines, bookedOn));
  const read = await readStagedFile(tx, { get: () => Promise.resolve(ok(bytes)) }, { sha256: '', wish: {} });
  if (!read.ok) throw new AssertionBroken(`the demo's bank statement cannot be read: ${read.refusal.sentence}`);
  const file = {
    ...{ fileName: 'statement-218.sta', size: bytes.byteLength, wish: {} },
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  const { importId } = must(await stageBankImport(tx, SYSTEM, file, moment));
  await keepBankReading(tx, { importId, wish: {}, read }, moment);
  const choices = { same: [], apart: [], takes: false };
  must(await startBankStoring(tx, SYSTEM, { importId, choices }, moment));
  const plan = await planStoring(tx, { importId, file: read.value, account: '', choices });
  while (await storeBankLot(tx, plan, moment));
}

async function debts(tx: Tx, butOf: string): Promise<Debt[]> {
  const { rows } = await sql<Debt>`
    select v.number, c.name, i.residual_minor as minor from open_items i join invoices v on v.id = i.source_id join customers c on c.id = i.customer_id
    where i.kind = 'invoice' and i.currency = 'GBP' and i.residual_minor > 0 and i.customer_id <> ${butOf}::uuid
      and not exists (select from holds h where h.item_id = i.id) order by v.due_on, v.number limit ${PAID}`.execute(
    tx,
  );
  return rows;
}

/** Most payers name their invoice; some name a part of it, some nothing, and one pays two at once. */
function linesOf(debts: readonly Debt[]): Line[] {
  const [one, other, ...rest] = debts;
  if (!one || !other) return [];
  const words = [
    ({ number }: Debt) => number,
    ({ number }: Debt) => `Invoice ${number.toLowerCase()}`,
    ({ number }: Debt) => `YOUR ${number.replaceAll('-', ' ')} THANK YOU`,
    ({ number }: Debt) => `Inv ${number.split('-').at(-1)?.replace(/^0+/, '')}`,
    () => 'Payment',
  ];
  return [
    { minor: one.minor + other.minor, payer: one.name, text: `${one.number} ${other.number}` },
    ...rest.map((debt, at) => ({ minor: debt.minor, payer: debt.name, text: words[at % words.length]!(debt) })),
    { minor: 48_000n, payer: 'H M Sutcliffe', text: 'Deposit for the yard' },
    { minor: -1_250n, payer: '', text: 'Account charges' },
    { minor: 1_904n, payer: '', text: 'Gross interest' },
  ];
}

const amount = (minor: bigint): string => minorToDecimal(minor < 0n ? -minor : minor, 'GBP' as never).replace('.', ',');

function asMt940(lines: readonly Line[], on: PlainDate): string {
  const day = on.slice(2).replaceAll('-', '');
  const closing = lines.reduce((sum, { minor }) => sum + minor, OPENING_MINOR);
  return [
    ...[':20:STATEMENT', `:25:${ACCOUNT}`, ':28C:00218/001', `:60F:C${day}GBP${amount(OPENING_MINOR)}`],
    ...lines.flatMap(({ minor, payer, text }, at) => [
      `:61:${day}${day.slice(2)}${minor < 0n ? 'D' : 'C'}${amount(minor)}NTRFNONREF//${day}${String(at + 1).padStart(4, '0')}`,
      `:86:166?00TRANSFER?20${text.slice(0, 27)}?32${payer.slice(0, 27)}`,
    ]),
    `:62F:C${day}GBP${amount(closing)}`,
    '-',
    '',
  ].join('\r\n');
}

function must<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new AssertionBroken(`the demo's bank statement was refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
}
