import { parseId } from '#app/kernel/ids.ts';
import { type Currency, parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type AskedSmall, askSmallWriteOffs } from '#app/modules/adjustments/commands/ask-small-write-offs.server.ts';
import { smallFields } from '#app/modules/adjustments/forms.ts';
import type { SmallRule } from '#app/modules/adjustments/types.ts';
import { doOnce } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { adjustmentRefusal } from './adjustment-form.server.ts';

const DAYS_MAX = 3_650;
const DAYS = 90;
const UP_TO_MINOR = 500n;

export type AskedRule = SmallRule & { readonly days: number };

/** The rule of the address: `currency`, `upTo` and `days` past due; what cannot be read falls back to what is usual. */
export function askedRule(url: URL, of: { readonly today: PlainDate; readonly baseCurrency: Currency }): AskedRule {
  const currency = parseCurrency(url.searchParams.get('currency') ?? '') ?? of.baseCurrency;
  const typed = parseMoney(url.searchParams.get('upTo') ?? '', currency);
  const days = Number(url.searchParams.get('days') ?? DAYS);
  const kept = Number.isInteger(days) && days >= 0 && days <= DAYS_MAX ? days : DAYS;
  const upToMinor = typed.ok && typed.value > 0n ? typed.value : UP_TO_MINOR;
  return { currency, upToMinor, days: kept, dueBefore: addDays(of.today, -kept) };
}

type Posted = {
  readonly fields: [string, string][];
  readonly currency: Currency;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

/** Asks for the chosen items as they were listed, or writes them off within one's limit; once per form. Answers what to tell. */
export async function askForSmall(posted: Posted): Promise<Result<string, FormRefusal>> {
  const { fields, actor, moment, currency } = posted;
  const form = parseFields(
    fields.filter(([name]) => name !== 'items'),
    smallFields,
  );
  if (!form.ok) return refuse({ ...form.refusal, values: Object.fromEntries(fields) });
  const items = fields.flatMap(([name, value]) => {
    const [id, amount = ''] = value.split('~');
    const itemId = name === 'items' ? parseId(id) : null;
    return itemId && /^\d{1,18}$/.test(amount) ? [{ itemId: itemId as string, amountMinor: BigInt(amount) }] : [];
  });
  const { once, ...said } = form.value;
  const input = { ...said, currency, items };
  const done = await inTransaction(staffDb(), (tx) =>
    doOnce<{ told: string }, Parameters<typeof adjustmentRefusal>[0]>(
      tx,
      { scope: `small:${actor.id}`, key: once, input },
      moment,
      async () => {
        const asked = await askSmallWriteOffs(tx, actor, input, moment);
        return asked.ok ? ok({ told: toldOf(asked.value) }) : asked;
      },
    ),
  );
  return done.ok ? ok(done.value.told) : refuse(adjustmentRefusal(done.refusal, posted));
}

function toldOf(asked: AskedSmall): string {
  if (asked.state === 'waiting') return 'Asked for. The list waits for a second person.';
  const { written, skipped } = asked.done;
  const left = skipped.length > 0 ? ` ${skipped.length} had changed and were left alone.` : '';
  return `${written} small balances are written off.${left}`;
}
