import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { bankLinesById } from '#app/modules/banking/queries/statement-lines.server.ts';
import { findPayable } from '#app/modules/cash-application/queries/find-payable.server.ts';
import { suggestForLine } from '#app/modules/cash-application/queries/suggest-for-lines.server.ts';
import { action } from '#app/routes/staff/match.tsx';
import { readDesk } from '#app/routes/staff/match-desk.server.ts';
import { type MadeLine, storedBankLines } from '#tests/support/bank-lines.ts';
import { setUpBank } from '#tests/support/cheques.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useDesk } from '#tests/support/desk.ts';
import { aCustomer, anInvoice, issue, receive, residual, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const desk = useDesk(database, 'cash_poster');
const staff = () => database.current.staff.db;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await setUpBank(database.current.owner.db);
});

const invoiceFor = (customerId: string, minor: bigint) => issue(staff(), anInvoice(customerId, minor));
const stored = (lines: readonly MadeLine[]) =>
  storedBankLines(database.current, { bookedOn: '2026-04-06' as never, lines });
const look = async (statementId: string) => (await readDesk({ statementId, after: 0, locale: 'en-GB' }))!;
const post = (statementId: string, form: Record<string, string>) =>
  desk.current.post({ action }, `/staff/bank/${statementId}/match`, { script: 'yes', ...form });
const stateOf = async (lineId: string) => (await bankLinesById(staff(), [lineId]))[0]!;
const take = async (statementId: string, lineId: string, form: Record<string, string> = {}) => {
  const line = (await look(statementId)).lines.find(({ id }) => id === lineId)!;
  const parts = line.offers[0]?.parts ?? '';
  await post(statementId, { intent: 'match', lineId, parts, first: parts, ...form });
};

describe('the matching desk', () => {
  it('offers what each line is, posts what was seen, and keeps what was offered as evidence', async () => {
    const [ash, birch] = [
      await aCustomer(staff(), { name: 'Ash Metals' }),
      await aCustomer(staff(), { name: 'Birch Paper' }),
    ];
    const [one, two, three, short, same] = [
      await invoiceFor(ash, 1_000n),
      await invoiceFor(ash, 2_100n),
      await invoiceFor(ash, 3_300n),
      await invoiceFor(birch, 40_000n),
      await invoiceFor(birch, 7_777n),
    ];
    const { statementId, lineIds } = await stored([
      { amountMinor: 1_000n, text: `BGC ${one.number} THANKS`, partyName: 'Ash Metals' },
      { amountMinor: 5_400n, text: `${two.number} ${three.number}`, partyName: 'ASH METALS' },
      { amountMinor: 38_500n, text: `${short.number}`, partyName: 'Birch Paper' },
      { amountMinor: 7_777n, text: 'FASTER PAYMENT 8842' },
      { amountMinor: -1_850n, text: 'TOTAL CHARGES' },
      { amountMinor: 1_000n, text: `AGAIN ${one.number}`, partyName: 'Ash Metals' },
    ]);
    const { lines } = await look(statementId);
    expect(lines.map(({ sureness }) => sureness)).toEqual(['exact', 'exact', 'likely', 'choose', null, null]);
    expect(lines[0]!.text.filter(({ lit }) => lit).map(({ text }) => text)).toEqual([one.number]);
    expect(lines[2]!.offers[0]!.detail).toContain('15.00 is named a bank charge');
    expect(lines[3]!.offers[0]!.chips.map(({ text }) => text)).toContain('Only the amount speaks for it');

    for (const lineId of lineIds.slice(0, 3)) await take(statementId, lineId);
    expect(await Promise.all([one, two, three, short].map((item) => residual(staff(), item.openItemId!)))).toEqual([
      0n,
      0n,
      0n,
      0n,
    ]);
    expect((await stateOf(lineIds[2]!)).links.map(({ kind }) => kind)).toEqual(['payment']);
    const { rows } = await sql<{ evidence_class: string; taken: boolean }>`
      select evidence_class, (suggestion ->> 'taken')::boolean as taken from bank_explanations where line_id = ${lineIds[0]!}`.execute(
      staff(),
    );
    expect(rows).toEqual([{ evidence_class: 'number/name/equal', taken: true }]);

    const refused = await post(statementId, { intent: 'match', lineId: lineIds[3]!, parts: '', first: '' });
    expect((await stateOf(lineIds[3]!)).state).toBe('open');
    expect(refused.status).toBe(200);
    await post(statementId, { intent: 'create', lineId: lineIds[4]!, kind: 'bank_charge', note: 'April' });
    expect((await stateOf(lineIds[4]!)).links.map(({ kind }) => kind)).toEqual(['bank_charge']);
    await post(statementId, { intent: 'park', lineId: lineIds[5]!, note: 'Paid twice?' });
    const parked = (await look(statementId)).lines[5]!;
    expect([parked.state, parked.said]).toEqual(['parked', expect.stringContaining('“Paid twice?”')]);
    await post(statementId, { intent: 'take-up', lineId: lineIds[5]! });

    // What was taken back is offered again, and to one line only.
    await post(statementId, { intent: 'undo', lineId: lineIds[0]!, cause: 'wrong-item' });
    expect(await residual(staff(), one.openItemId!)).toBe(1_000n);
    const after = (await look(statementId)).lines;
    expect([after[0]!.state, after[0]!.sureness, after[5]!.sureness]).toEqual(['open', 'exact', null]);
    expect(await residual(staff(), same.openItemId!)).toBe(7_777n);
  });

  it('splits a line over items, a credit note and another customer, refuses what does not add up, and never posts a line twice', async () => {
    const [elm, fir] = [
      await aCustomer(staff(), { name: 'Elm Works' }),
      await aCustomer(staff(), { name: 'Fir Foods' }),
    ];
    const [big, other] = [await invoiceFor(elm, 10_000n), await invoiceFor(fir, 4_000n)];
    const credit = await receive(staff(), elm, 500n);
    const { statementId, lineIds } = await stored([
      { amountMinor: 15_000n, text: 'TWO OF US' },
      { amountMinor: 900n, text: 'WHO' },
    ]);
    const lineId = lineIds[0]!;
    const found = await findPayable(staff(), {
      currency: 'GBP',
      text: `${big.number} ${other.number.slice(-4)}`,
      amounts: [],
    });
    expect(found.map(({ id }) => id)).toEqual(expect.arrayContaining([big.openItemId, other.openItemId]));
    const byName = await findPayable(staff(), { currency: 'GBP', text: 'elm wor', amounts: [] });
    expect(byName.map(({ leftMinor }) => leftMinor).sort()).toEqual([-500n, 10_000n].sort());

    const credited = byName.find(({ leftMinor }) => leftMinor < 0n)!.id;
    expect(credit).toBeTruthy();
    const ticked = (ids: readonly string[], more: Record<string, string>) => {
      const form = new URLSearchParams({ script: 'yes', intent: 'split', lineId, ...more });
      for (const id of ids) form.append('item', id);
      return desk.current.post({ action }, `/staff/bank/${statementId}/match`, form as never);
    };
    await ticked([big.openItemId!, other.openItemId!, credited], {});
    expect((await stateOf(lineId)).state).toBe('open');
    await ticked([big.openItemId!, other.openItemId!, credited], { rest: 'on-account' });
    expect((await stateOf(lineId)).links.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
      ['payment', 9_500n],
      ['payment', 4_000n],
      ['payment', 1_500n],
    ]);
    expect(await residual(staff(), other.openItemId!)).toBe(0n);
    await ticked([], { rest: 'unidentified' });
    expect((await stateOf(lineId)).links).toHaveLength(3);

    // The engine alone: new money of somebody else is found in what changed since.
    const late = await invoiceFor(fir, 900n);
    const line = (await bankLinesById(staff(), [lineIds[1]!]))[0]!;
    const { suggestions } = await suggestForLine(staff(), { ...line, text: late.number });
    expect(suggestions[0]!.parts).toEqual([{ itemId: late.openItemId, amountMinor: 900n }]);
    await post(statementId, { intent: 'create', lineId: line.id, kind: 'on-account', customer: 'nobody' });
    expect((await stateOf(line.id)).state).toBe('open');
  });
});
