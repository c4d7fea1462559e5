import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { chooseAlias } from '#app/modules/banking/commands/choose-alias.server.ts';
import { choosePosting } from '#app/modules/banking/commands/choose-posting.server.ts';
import { type BankRuleInput, setBankRule, tickBankRule } from '#app/modules/banking/commands/set-bank-rule.server.ts';
import { learnedAliases, listAliases } from '#app/modules/banking/queries/learned-aliases.server.ts';
import { ownEvidence } from '#app/modules/banking/queries/own-evidence.server.ts';
import { bankLinesById } from '#app/modules/banking/queries/statement-lines.server.ts';
import type { UndoCause } from '#app/modules/banking/types.ts';
import { RULE_NEEDS } from '#app/modules/banking/types.ts';
import { suggestForLine } from '#app/modules/cash-application/queries/suggest-for-lines.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { explainLine } from '#app/workflows/explain-line.server.ts';
import { postExact } from '#app/workflows/post-exact.server.ts';
import { undoExplanation } from '#app/workflows/undo-explanation.server.ts';
import { type MadeLine, storedBankLines } from '#tests/support/bank-lines.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, issue, on, setUpCompany } from '#tests/support/people.ts';

const DAY = on('2026-11-03');
const database = useDatabase();
const db = () => database.current.staff.db;
let clerk: Awaited<ReturnType<typeof aColleague>>;
let holding: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  clerk = await aColleague(database.current.owner.db, 'controller');
  holding = await aCustomer(db(), { name: 'Ribble Concrete' });
});

const owed = (customerId: string, minor: bigint) =>
  issue(db(), anInvoice(customerId, minor, { documentOn: plainDate('2026-10-01') }));
const stored = async (...lines: MadeLine[]) => {
  const made = await storedBankLines(database.current, { lines });
  return { ...made, first: made.lineIds[0]! };
};

const FROM_HOLDING = { partyName: 'Halden Holding GmbH', partyAccount: 'DE89 3704 0044 0532 0130 00' };

/** A person sets a whole line against one customer, on account. */
async function confirmed(lineId: string, customerId: string, amountMinor: bigint): Promise<void> {
  const input = { lineId, parts: [{ kind: 'on-account' as const, customerId, amountMinor }] };
  const done = await inTransaction(db(), (tx) => explainLine(tx, clerk, input, DAY));
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
}

const takenBack = (lineId: string, cause: UndoCause = 'wrong-customer') =>
  inTransaction(db(), (tx) => undoExplanation(tx, clerk, { lineId, reason: 'another customer', cause }, DAY));

describe('what a confirmed line teaches', () => {
  const learned = async () => (await learnedAliases(db())).map(({ kind, value }) => `${kind} ${value}`);
  const ACCOUNT = 'account DE89370400440532013000';
  const NAME = 'name halden holding';

  it('is its account and its name, until it is undone, forgotten, or another customer’s own', async () => {
    const { lineIds } = await stored(...Array.from({ length: 3 }, () => ({ amountMinor: 700n, ...FROM_HOLDING })), {
      amountMinor: 4_321n,
      ...FROM_HOLDING,
    });
    const [once, again, later, next] = [lineIds[0]!, lineIds[1]!, lineIds[2]!, lineIds[3]!];
    await confirmed(once, holding, 700n);
    expect(await learned()).toEqual([ACCOUNT, NAME]);
    await owed(holding, 4_321n);
    const [line] = await bankLinesById(db(), [next]);
    const { suggestions } = await suggestForLine(db(), line!);
    expect(suggestions[0]).toMatchObject({ evidenceClass: 'none/learned/equal', sureness: 'likely' });
    expect((await takenBack(once)).ok).toBe(true);
    expect(await learned()).toEqual([]);
    await confirmed(again, holding, 700n);
    const [account] = (await listAliases(db(), { search: 'DE89', limit: 5 })).filter(({ kind }) => kind === 'account');
    const choose = (isForgotten: boolean) =>
      inTransaction(db(), (tx) => chooseAlias(tx, clerk, { ...account!, isForgotten, reason: 'a bureau' }, DAY));
    expect((await choose(true)).ok).toBe(true);
    await confirmed(later, holding, 700n);
    expect(await learned()).toEqual([NAME]);
    expect(await choose(true)).toMatchObject({ refusal: { code: 'nothing-changed' } });
    expect((await choose(false)).ok).toBe(true);
    await aCustomer(db(), { name: 'HALDEN Holding' });
    expect(await learned()).toEqual([ACCOUNT]);
  });
});

describe('after an import', () => {
  it('exact matches of a counted kind are posted, each can be undone, and one undone stops its kind', async () => {
    const payer = await aCustomer(db(), { name: 'Northgate Aggregates Ltd' });
    const [one, two, three] = [await owed(payer, 81_017n), await owed(payer, 92_303n), await owed(payer, 10_411n)];
    const from = { partyName: 'Northgate Aggregates Ltd', partyAccount: 'GB29NWBK60161331926819' };
    const first = await stored(
      { amountMinor: 81_017n, text: `Payment ${one.number}`, ...from },
      { amountMinor: 92_303n, text: 'thank you' },
      { amountMinor: 5_000n, text: `part of ${two.number}`, ...from },
      { amountMinor: -1_250n, text: 'Monthly fee' },
    );
    const post = (importId: string) => postExact({ db: database.current.worker.db }, importId);
    expect(await post(first.importId)).toEqual({ posted: 0, left: 0 });
    const choice = { postsAlone: true, precisionPpm: 999_000, reason: 'agreed' };
    expect((await inTransaction(db(), (tx) => choosePosting(tx, clerk, choice, DAY))).ok).toBe(true);
    expect(await post(first.importId)).toEqual({ posted: 1, left: 3 });
    expect(await post(first.importId)).toEqual({ posted: 0, left: 3 });
    const { rows } = await database.current.owner.pool.query(
      `select e.how, e.made_by_name, o.source, o.evidence_class, o.bound_ppm >= 999000 as is_enough from bank_automatic_postings p
       join bank_explanations e on e.id = p.explanation_id join bank_gate_openings o on o.id = p.opening_id where e.line_id = $1`,
      [first.first],
    );
    const kind = 'number/name/equal';
    expect(rows).toEqual([
      { how: 'automatic', made_by_name: 'Tallystick', source: 'shipped-set', evidence_class: kind, is_enough: true },
    ]);
    expect((await ownEvidence(db()))[kind]).toBeUndefined();
    expect((await takenBack(first.first)).ok).toBe(true);
    expect((await ownEvidence(db()))[kind]).toEqual({ right: 0, total: 1 });
    const second = await stored({ amountMinor: 10_411n, text: `Payment ${three.number}`, ...from });
    expect(await post(second.importId)).toEqual({ posted: 0, left: 1 });
  });

  it('what a ticked rule says is posted, and waits for a person as soon as one of its lines was undone', async () => {
    const rule: BankRuleInput = {
      ...{ replaces: null, textHolds: 'account keeping', partyIs: '', sign: 'out', underMinor: null, currency: null },
      ...{ kind: 'bank_charge', customerId: null, note: 'Account fee' },
    };
    const made = await inTransaction(db(), (tx) => setBankRule(tx, clerk, rule, DAY));
    if (!made.ok) throw new Error(made.refusal.code);
    const { ruleId } = made.value;
    const fee = { amountMinor: -1_250n, text: 'ACCOUNT KEEPING' };
    const { lineIds } = await stored(...Array.from({ length: RULE_NEEDS + 1 }, () => fee));
    const evidence = {
      evidenceClass: `rule/${ruleId}`,
      sureness: 'likely',
      suggestion: { ruleId, taken: true },
    } as const;
    const parts = [{ kind: 'bank_charge', amountMinor: -1_250n, note: 'Account fee' }] as const;
    for (const lineId of lineIds)
      expect((await inTransaction(db(), (tx) => explainLine(tx, clerk, { lineId, parts, evidence }, DAY))).ok).toBe(
        true,
      );
    const post = async () => postExact({ db: database.current.worker.db }, (await stored(fee)).importId);
    expect(await post()).toEqual({ posted: 0, left: 1 });
    const tick = { ruleId, postsAlone: true };
    expect((await inTransaction(db(), (tx) => tickBankRule(tx, clerk, tick, DAY))).ok).toBe(true);
    expect(await post()).toEqual({ posted: 1, left: 0 });
    // Undone because it was asked for otherwise: no mistake of the rule, and what the line is said to be then tells nothing of it.
    const other = { lineId: lineIds[1]!, parts: [{ ...parts[0], note: 'Another fee' }] };
    const notTaken = { ...evidence, suggestion: { ruleId, taken: false } };
    expect((await takenBack(other.lineId, 'asked-otherwise')).ok).toBe(true);
    const again = await inTransaction(db(), (tx) => explainLine(tx, clerk, { ...other, evidence: notTaken }, DAY));
    expect(again.ok).toBe(true);
    expect(await post()).toEqual({ posted: 1, left: 0 });
    expect((await takenBack(lineIds[0]!)).ok).toBe(true);
    expect(await post()).toEqual({ posted: 0, left: 1 });
  });
});
