import { parse } from 'csv-parse/sync';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, expect, it } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { assignCollector } from '#app/modules/statements/commands/assign-collector.server.ts';
import { collectorsOn, listPacks } from '#app/modules/statements/queries/portfolio.server.ts';
import { getSchedule } from '#app/modules/statements/queries/schedules.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { makePortfolios } from '#app/workflows/make-portfolios.server.ts';
import { readDocument } from '#app/workflows/produce-document.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, aUser, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';
import { sealAll } from '#tests/support/sealed.ts';

/** Each collector gets their own customers and nobody else's, once a day, inside. */
const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
const MONDAY = on('2026-05-04');
const [ANA, TOM] = ['ana@northwind.example', 'tom@northwind.example'];
let [ana, tom] = ['', ''];

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  ana = await aUser(database.current.owner.db, { email: ANA, role: 'collector', name: 'Ana Ruiz' });
  tom = await aUser(database.current.owner.db, { email: TOM, role: 'collector', name: 'Tom Wren' });
});

const assign = (customerIds: string[], userId: string | null, from: string) =>
  inTransaction(db(), async (tx) =>
    ok(await assignCollector(tx, CLERK, { customerIds, userId, fromOn: plainDate(from) }, MONDAY)),
  );

async function owing(name: string, minor: bigint): Promise<string> {
  const customerId = await aCustomer(db(), { name });
  await issue(db(), anInvoice(customerId, minor));
  return customerId;
}

it('holds what is open of the own customers alone, as paper and table, and the mail tells nothing of it', async () => {
  const [hers, his, nobodys] = [
    await owing('Hers Ltd', 12_300n),
    await owing('His Ltd', 45_600n),
    await owing('Nobody Ltd', 100n),
  ];
  await assign([hers, his], ana, '2026-04-01');
  await assign([his], tom, '2026-05-01');
  expect((await assign([his], tom, '2026-05-02')).ok && (await assign([his], tom, '2026-05-03'))).toMatchObject({
    value: { changed: 0 },
  });
  expect(await collectorsOn(db(), plainDate('2026-04-30'))).toMatchObject([
    { name: 'Ana Ruiz', customerIds: [hers, his].sort() },
  ]);
  await sealAll(db());
  await makePortfolios(world.current.outside, MONDAY);
  await makePortfolios(world.current.outside, MONDAY);
  expect((await world.current.settle()).failed).toEqual([]);
  for (const [userId, address, own, others] of [
    [ana, ANA, 'Hers Ltd', ['His Ltd', 'Nobody Ltd']],
    [tom, TOM, 'His Ltd', ['Hers Ltd', 'Nobody Ltd']],
  ] as const) {
    const packs = await listPacks(db(), { userId });
    expect(packs).toHaveLength(1);
    const [pack] = packs;
    const pdf = await readDocument(world.current.outside, pack!.pdf);
    const csv = await readDocument(world.current.outside, pack!.csv);
    if (!pdf.ok || !csv.ok) throw new Error('a file of the pack is missing');
    const paper = (await extractText(await getDocumentProxy(pdf.value), { mergePages: true })).text;
    const rows = parse(Buffer.from(csv.value), { bom: true, columns: true }) as Record<string, string>[];
    expect(rows.map((row) => row.customer)).toEqual([own]);
    expect(paper).toContain(own);
    for (const other of others) expect(paper).not.toContain(other);
    expect(paper).toContain(rows[0]!.total);
    const mails = world.current.mail.control.mails(address);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ attachments: [] });
    for (const told of [own, rows[0]!.total!]) expect(`${mails[0]!.text}${mails[0]!.html}`).not.toContain(told);
    expect(mails[0]!.text).toContain('/staff/portfolio');
  }
  expect((await getSchedule(db(), { kind: 'portfolio' })).nextOn > '2026-05-04').toBe(true);
  expect(nobodys).not.toBe('');
});

it('what a collector was given, and who collected whom, cannot be rewritten', async () => {
  for (const query of [
    `update portfolio_packs set customers = 9`,
    'delete from collector_assignments',
    `update collector_assignments set from_on = '2020-01-01'`,
  ])
    await expect(database.current.owner.pool.query(query)).rejects.toThrow();
});
