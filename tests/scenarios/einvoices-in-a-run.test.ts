import { beforeAll, expect, it } from 'vitest';
import { testIssueRule } from '#app/modules/billing-runs/commands/test-issue-rule.server.ts';
import { listRunFindings } from '#app/modules/billing-runs/queries/list-run-drafts.server.ts';
import { runChanges } from '#app/modules/billing-runs/queries/run-changes.server.ts';
import { fixPath } from '#app/modules/billing-runs/ui/finding-words.ts';
import { setChoices } from '#app/modules/delivery/commands/set-choices.server.ts';
import { setBuyerFacts, setSellerFacts } from '#app/modules/einvoices/commands/set-einvoice-facts.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { makePreview, previewBillingAnew } from '#app/workflows/run-billing.server.ts';
import { agree, done, previewed, runUpTo } from '#tests/support/billing.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { A_BUYER, A_SELLER } from '#tests/support/einvoices.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const db = () => database.current.staff.db;
const NOW = on('2026-11-20');
let takesPeppol: string;
let takesPaper: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  await database.current.owner.pool.query(`update company set tax_number = 'GB 418 2207 36'`);
  takesPeppol = await aCustomer(db(), { email: 'ap@peppol.example' });
  takesPaper = await aCustomer(db(), { email: 'ap@paper.example' });
  const chosen = [
    {
      kind: 'invoice' as const,
      choice: {
        ...{ channel: 'einvoice' as const, toRoles: [], attaches: true, gathers: 'each' as const },
        einvoiceProfile: 'peppol',
      },
    },
  ];
  await done(db(), (tx) => setChoices(tx, CLERK, { customerId: takesPeppol, chosen }, NOW));
});

it('what the e-invoice of a draft lacks stops it with where to say it, and saying it asks for a new preview', async () => {
  for (const customerId of [takesPeppol, takesPaper])
    await agree(database.current.owner, customerId, [{ quantity: '2' }], { startsOn: '2026-10-01' });
  const runId = await previewed(db(), runUpTo('2026-10-31'));
  const found = async () =>
    (await listRunFindings(db(), { runId })).filter(({ code }) => code === 'einvoice-incomplete');
  const [finding, ...others] = await found();
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ customerId: takesPeppol, severity: 'block' });
  expect(finding!.facts).toMatchObject({
    ...{ profile: 'peppol', missing: 'Buyer reference, Our electronic address, The customer’s electronic address' },
  });
  expect(fixPath(finding!.facts, runId)).toBe(`/staff/customers/${takesPeppol}/einvoices`);

  const again = async () => {
    await done(db(), (tx) => previewBillingAnew(tx, CLERK, { runId }, NOW));
    await makePreview({ db: database.current.worker.db }, runId);
  };
  await done(db(), (tx) => setBuyerFacts(tx, CLERK, { ...A_BUYER, customerId: takesPeppol }, NOW));
  expect((await runChanges(db(), { runId })).map(({ what }) => what)).toEqual(['customers']);
  await again();
  expect(fixPath((await found())[0]!.facts, runId)).toBe('/staff/settings/einvoices');
  await done(db(), (tx) => setSellerFacts(tx, CLERK, A_SELLER, NOW));
  expect((await runChanges(db(), { runId })).map(({ what }) => what)).toEqual(['common']);
  await again();
  expect(await found()).toEqual([]);
  expect(await runChanges(db(), { runId })).toEqual([]);
});

it('a test of the rule looks at past invoices as their e-invoices would be today', async () => {
  await done(db(), (tx) => setSellerFacts(tx, CLERK, A_SELLER, NOW));
  const bare = await aCustomer(db(), { email: 'ap@bare.example' });
  const facts = { ...A_BUYER, endpoint: null, profile: 'peppol' as const };
  await done(db(), (tx) => setBuyerFacts(tx, CLERK, { ...facts, customerId: bare }, NOW));
  for (const customerId of [bare, takesPaper])
    await issue(db(), anInvoice(customerId, 100n, { documentOn: NOW.today }));
  const manager = await aColleague(db(), 'manager');
  const values = {
    ...{
      code: 'einvoice-incomplete' as const,
      severity: 'block' as const,
      customerId: null,
      productId: null,
      params: {},
    },
  };
  const tested = await inTransaction(db(), (tx) => testIssueRule(tx, manager, values, NOW));
  expect(tested).toMatchObject({ ok: true, value: { lookedAtCount: 2, stoppedCount: 1 } });
  expect(tested.ok && tested.value.stopped[0]!.facts).toMatchObject({ missing: 'The customer’s electronic address' });
});
