import { randomUUID } from 'node:crypto';
import type { TestDatabase } from '#tests/support/database.ts';

type Planted = { contractId: string; lineId: string; siteId: string; productId: string; fileId: string };

/** A product on sale since 2020, by its code; the same one when asked again. */
export async function aProduct({ pool }: TestDatabase['owner'], code = 'FLY-ASH', unit = 't'): Promise<string> {
  await pool.query(
    `insert into products (code, name, unit_code, tax_code, account_code, valid_from_on) values ($1, $1, $2, 'S20', '4010', '2020-01-01')
     on conflict do nothing`,
    [code, unit],
  );
  const { rows } = await pool.query<{ id: string }>('select id from products where code = $1', [code]);
  return rows[0]?.id ?? '';
}

/** A contract of one metered line with one price, approved, written below the commands: for walls, where only rows count. */
export async function plantContract(
  owner: TestDatabase['owner'],
  customerId: string,
  sha256 = 'a'.repeat(64),
): Promise<Planted> {
  const { pool } = owner;
  const [contractId, lineId, siteId, proposer, decider, fileId] = [1, 2, 3, 4, 5, 6].map(() => randomUUID());
  const productId = await aProduct(owner);
  const scheme = { kind: 'per_unit', unitPrice: '42' };
  const line = { cycle: 'monthly', anchorOn: '2026-01-01', timing: 'arrears', charge: 'metered', quantity: null };
  const span = { startsOn: '2026-01-01', endsOn: null, deferred: false };
  const prices = [{ validFromOn: '2026-01-01', validToOn: null, scheme }];
  const agreed = {
    title: 'Ash',
    currency: 'GBP',
    poNumber: '',
    invoicePer: null,
    termsDays: null,
    startsOn: '2026-01-01',
    endsOn: null,
  };
  const words = { description: 'Fly ash', replacesLineNo: null, poNumber: '', taxCode: null, accountCode: null };
  const terms = {
    ...agreed,
    lines: [{ ...words, lineNo: 1, productId, siteId, priceListId: null, ...line, ...span, prices }],
  };
  const steps: [string, unknown[]][] = [
    [
      `insert into users (id, kind, email, name, role) values ($1, 'staff', $1::uuid || '@calder.example', 'A', 'billing_clerk'),
        ($2, 'staff', $2::uuid || '@calder.example', 'B', 'manager')`,
      [proposer, decider],
    ],
    [`insert into sites (id, customer_id, code, name) values ($1, $2, 'S1', 'North gate')`, [siteId, customerId]],
    [
      `insert into contracts (id, customer_id, title, currency, starts_on, state, version_no) values ($1, $2, 'Ash', 'GBP', '2026-01-01', 'active', 1)`,
      [contractId, customerId],
    ],
    [
      `insert into contract_versions (contract_id, version_no, customer_id, state, terms, holds_from_on, proposed_by, proposed_by_name, proposed_at,
        decided_by, decided_by_name, decided_at) values ($1, 1, $2, 'approved', $3, '2026-01-01', $4, 'A', now(), $5, 'B', now())`,
      [contractId, customerId, JSON.stringify(terms), proposer, decider],
    ],
    [
      `insert into contract_lines (id, contract_id, customer_id, line_no, product_id, description, cycle, anchor_on, timing, charge, starts_on, site_id)
        values ($1, $2, $3, 1, $4, 'Fly ash', 'monthly', '2026-01-01', 'arrears', 'metered', '2026-01-01', $5)`,
      [lineId, contractId, customerId, productId, siteId],
    ],
    [
      `insert into contract_prices (contract_line_id, customer_id, version_no, valid_from_on, scheme) values ($1, $2, 1, '2026-01-01', $3)`,
      [lineId, customerId, JSON.stringify(scheme)],
    ],
    [
      `insert into contract_files (id, contract_id, customer_id, file_name, media_type, sha256, size_bytes, uploaded_by_name, uploaded_at)
        values ($1, $2, $3, 'signed.pdf', 'application/pdf', $4, 10, 'A', now())`,
      [fileId, contractId, customerId, sha256],
    ],
  ];
  for (const [text, values] of steps) await pool.query(text, values);
  return { contractId: contractId ?? '', lineId: lineId ?? '', siteId: siteId ?? '', fileId: fileId ?? '', productId };
}
