import { parseId } from '#app/kernel/ids.ts';
import { type Currency, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type FoundItem, payableById } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import type { LinePart } from '#app/workflows/explain-line-types.ts';
import { isOwnKind } from './match-own-kinds.ts';

type Asked = {
  readonly fields: readonly (readonly [string, string])[];
  readonly amountMinor: bigint;
  readonly currency: Currency;
};
type Allocation = { readonly itemId: string; readonly amountMinor: bigint };

/**
 * The parts of a line from what was ticked: items with their amounts (an empty one takes what it can, credits first and then the
 * oldest), one payment for each customer, and the rest by its kind. Refuses in words.
 */
export async function readSplit({ fields, amountMinor, currency }: Asked): Promise<Result<LinePart[], string>> {
  const of = (name: string) => fields.find(([field]) => field === name)?.[1].trim() ?? '';
  const ids = fields.flatMap(([name, text]) => (name === 'item' && parseId(text) ? [text] : []));
  const items = await payableById(staffDb(), [...new Set(ids)]);
  if (items.length < new Set(ids).size) return refuse('One of these was settled meanwhile. Find again and choose.');
  const typed = new Map<string, bigint>();
  for (const item of items) {
    const text = of(`amount.${item.id}`);
    if (text === '') continue;
    const minor = parseMoney(text, currency);
    if (!minor.ok) return refuse(`The amount of ${item.number} could not be read. Write it like 1,234.50.`);
    typed.set(item.id, item.leftMinor < 0n && minor.value > 0n ? -minor.value : minor.value);
  }
  const allocations = spread(items, typed, amountMinor);
  const paid = paymentsOf(items, allocations);
  const restMinor = amountMinor - allocations.reduce((sum, one) => sum + one.amountMinor, 0n);
  if (restMinor === 0n) return paid.length > 0 ? ok(paid) : refuse('Tick what this line pays.');
  const rest = await restPart(of, { restMinor, paid });
  return rest.ok ? ok([...paid, ...rest.value]) : rest;
}

/** What was typed as it was typed; the others share what is left, credits first. */
function spread(items: readonly FoundItem[], typed: ReadonlyMap<string, bigint>, amountMinor: bigint): Allocation[] {
  let left = amountMinor - [...typed.values()].reduce((sum, minor) => sum + minor, 0n);
  const free = items
    .filter(({ id }) => !typed.has(id))
    .sort((a, b) => Number(a.leftMinor > 0n) - Number(b.leftMinor > 0n));
  const taken = new Map(typed);
  for (const { id, leftMinor } of free) {
    const minor = leftMinor < 0n || leftMinor <= left ? leftMinor : left > 0n ? left : 0n;
    left -= minor;
    taken.set(id, minor);
  }
  return items.flatMap(({ id }) => (taken.get(id) ? [{ itemId: id, amountMinor: taken.get(id)! }] : []));
}

type Paid = Extract<LinePart, { kind: 'items' }>;

function paymentsOf(items: readonly FoundItem[], allocations: readonly Allocation[]): Paid[] {
  const owner = new Map(items.map(({ id, customerId }) => [id, customerId]));
  const byCustomer = Map.groupBy(allocations, ({ itemId }) => owner.get(itemId)!);
  return [...byCustomer].map(([customerId, own]) => ({
    ...{ kind: 'items', customerId, allocations: own, rests: [], leftOver: 'account' },
    amountMinor: own.reduce((sum, one) => sum + one.amountMinor, 0n),
  }));
}

type Rest = { readonly restMinor: bigint; readonly paid: readonly Paid[] };

/** What is not set against an item. On account it goes to the customer named, or to the only one that is paid here. */
async function restPart(of: (name: string) => string, { restMinor, paid }: Rest): Promise<Result<LinePart[], string>> {
  const [kind, note] = [of('rest'), of('restNote')];
  if (kind === '') return refuse('The line is not used up. Say what the rest is, or change an amount.');
  if (kind === 'on-account') {
    const number = of('restCustomer');
    const found = number ? (await customerIdsByNumber(staffDb(), [number])).get(number) : paid[0]?.customerId;
    if (!found) return refuse('Write the number of the customer whose account the rest goes to.');
    return ok([{ kind, customerId: found, amountMinor: restMinor }]);
  }
  if (isOwnKind(kind)) return ok([{ kind, amountMinor: restMinor, note }]);
  return refuse('Choose what the rest is.');
}
