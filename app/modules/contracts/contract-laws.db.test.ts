import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { endsAPeriod } from '#app/kernel/billing-periods.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { plantIn, type Statement } from '#tests/support/plant.ts';

const database = useDatabase();
let planted: Awaited<ReturnType<typeof plantContract>>;
let customerId: string;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  customerId = await aCustomer(staff.db);
  planted = await plantContract(owner, customerId);
});

const plant = (...statements: Statement[]) => plantIn(database.current.owner, ...statements);

const aLine = (fields: Record<string, unknown> = {}): Statement => {
  const row = {
    ...{ id: randomUUID(), contract_id: planted.contractId, customer_id: customerId, line_no: 2 },
    ...{ product_id: planted.productId, description: 'Ash', cycle: 'monthly', anchor_on: '2026-01-01' },
    ...{ timing: 'arrears', charge: 'metered', starts_on: '2026-07-01' },
    ...fields,
  };
  const names = Object.keys(row);
  const places = names.map((_, n) => `$${n + 1}`).join(', ');
  return [`insert into contract_lines (${names.join(', ')}) values (${places})`, Object.values(row)];
};
const ended = (day: string): Statement => [
  'update contract_lines set ends_on = $2 where id = $1',
  [planted.lineId, day],
];
const aPrice = (from: string, to: string | null, scheme: unknown = { kind: 'fixed', amount: '5' }): Statement => [
  `insert into contract_prices (contract_line_id, customer_id, version_no, valid_from_on, valid_to_on, scheme) values ($1, $2, 9, $3, $4, $5)`,
  [planted.lineId, customerId, from, to, JSON.stringify(scheme)],
];

describe('lines', () => {
  it('lie inside their contract, whichever of the two moves', async () => {
    expect(await plant(aLine())).toBe('accepted');
    expect(await plant(aLine({ starts_on: '2025-12-31' }))).toBe('line_inside_contract');
    const cut: Statement = [`update contracts set ends_on = '2026-12-31' where id = $1`, [planted.contractId]];
    expect(await plant(cut)).toBe('line_inside_contract');
    expect(await plant(cut, ended('2026-12-31'))).toBe('accepted');
  });

  it('follow the line they replace, in another cycle only after its period', async () => {
    const next = { replaces_id: planted.lineId, cycle: 'weekly', anchor_on: '2026-07-01' };
    expect(await plant(aLine(next))).toBe('line_follows_line');
    expect(await plant(ended('2026-06-15'), aLine({ ...next, starts_on: '2026-06-16' }))).toBe(
      'cycle_changes_at_boundary',
    );
    expect(await plant(ended('2026-06-30'), aLine(next))).toBe('accepted');
    expect(await plant(ended('2026-06-30'), aLine(next), ended('2026-06-15'))).toBe('cycle_changes_at_boundary');
    const same = { ...next, cycle: 'monthly', anchor_on: '2026-01-01', starts_on: '2026-06-16' };
    expect(await plant(ended('2026-06-15'), aLine(same))).toBe('accepted');
  });

  it('belong to the customer of their contract and to a site of the same', async () => {
    const otherId = await aCustomer(database.current.staff.db);
    expect(await plant(aLine({ customer_id: otherId }))).toBe('contract_lines_contract_fk');
    const site: Statement = [
      `insert into sites (id, customer_id, code, name) values ($1, $2, 'X', 'X')`,
      [randomUUID(), otherId],
    ];
    expect(await plant(site, aLine({ site_id: site[1][0] }))).toBe('contract_lines_site_fk');
  });

  it('end their periods on the same days as the calendar of the application', async () => {
    const cycles = ['weekly', 'fortnightly', 'four_weekly', 'monthly', 'quarterly', 'annual'] as const;
    const wanted = cycles.flatMap((cycle) =>
      ['2026-01-31', '2024-02-29', '2026-03-15'].flatMap((anchor) =>
        Array.from({ length: 120 }, (_, n) => ({ cycle, anchor, day: addDays(plainDate('2026-01-15'), n * 3) })),
      ),
    );
    const { rows } = await database.current.owner.pool.query<{ ends: boolean }>(
      `select ends_billing_period(w.cycle, w.anchor, w.day) as ends
       from rows from (jsonb_to_recordset($1) as (anchor date, cycle text, day date)) with ordinality as w (anchor, cycle, day, n) order by n`,
      [JSON.stringify(wanted)],
    );
    const expected = wanted.map(({ cycle, anchor, day }) => endsAPeriod({ cycle, anchorOn: plainDate(anchor) }, day));
    expect(expected).toContain(true);
    expect(rows.map((row) => row.ends)).toEqual(expected);
  });
});

describe('prices', () => {
  it('of a line hold one at a time', async () => {
    expect(await plant(aPrice('2026-06-15', null))).toBe('prices_do_not_overlap');
    const cut: Statement = [
      'update contract_prices set valid_to_on = $2 where contract_line_id = $1',
      [planted.lineId, '2026-06-14'],
    ];
    expect(await plant(cut, aPrice('2026-06-15', null))).toBe('accepted');
    expect(await plant(cut, aPrice('2026-06-14', null))).toBe('prices_do_not_overlap');
    const longer: Statement = [cut[0], [planted.lineId, '2026-06-20']];
    expect(await plant(cut, aPrice('2026-06-15', null), longer)).toBe('prices_do_not_overlap');
    expect(await plant(aPrice('2025-01-01', '2025-12-31', { kind: 'fixed' }))).toBe('price_scheme');
  });

  it('are cut or withdrawn, never rewritten', async () => {
    const rewrite = (column: string, value: unknown): Statement => [
      `update contract_prices set ${column} = $2 where contract_line_id = $1`,
      [planted.lineId, value],
    ];
    expect(await plant(rewrite('scheme', '{"kind":"fixed","amount":"1"}'))).toBe('price_is_as_agreed');
    expect(await plant(rewrite('valid_from_on', '2026-02-01'))).toBe('price_is_as_agreed');
    expect(await plant(rewrite('withdrawn_in_version', 2), rewrite('valid_to_on', '2027-01-01'))).toBe(
      'price_is_as_agreed',
    );
    await expect(database.current.staff.pool.query('delete from contract_prices')).rejects.toThrow('permission denied');
  });
});

describe('versions', () => {
  const propose = (no: number): Statement => [
    `insert into contract_versions (contract_id, version_no, customer_id, terms, holds_from_on, proposed_by, proposed_by_name, proposed_at)
      select contract_id, $2, customer_id, terms, holds_from_on, proposed_by, 'A', now() from contract_versions where contract_id = $1 and version_no = 1`,
    [planted.contractId, no],
  ];
  const decide = (who: string): Statement => [
    `update contract_versions set state = 'approved', decided_by = ${who}, decided_by_name = 'X', decided_at = now() where contract_id = $1 and version_no = 2`,
    [planted.contractId],
  ];
  const withdraw = (who: string): Statement => [decide(who)[0].replace('approved', 'withdrawn'), [planted.contractId]];
  const other = `(select decided_by from contract_versions where contract_id = '%' and version_no = 1)`;

  it('are decided by somebody else than who proposed them, once', async () => {
    const somebody = other.replace('%', planted.contractId);
    expect(await plant(propose(2), decide('proposed_by'))).toBe('contract_versions_second_person_check');
    expect(await plant(propose(2), decide(somebody))).toBe('accepted');
    expect(await plant(propose(2), decide(somebody), decide(somebody))).toBe('version_is_decided_once');
    const rewrite: Statement = [
      `update contract_versions set terms = '{"lines": []}' where contract_id = $1`,
      [planted.contractId],
    ];
    expect(await plant(rewrite)).toBe('version_is_decided_once');
  });

  it('are withdrawn by who proposed them alone', async () => {
    const somebody = other.replace('%', planted.contractId);
    expect(await plant(propose(2), withdraw(somebody))).toBe('contract_versions_second_person_check');
    expect(await plant(propose(2), withdraw('proposed_by'))).toBe('accepted');
    expect(await plant(propose(2), withdraw('proposed_by'), decide(somebody))).toBe('version_is_decided_once');
  });

  it('wait one at a time', async () => {
    expect(await plant(propose(2), propose(3))).toBe('contract_versions_one_waiting_unique');
  });
});
