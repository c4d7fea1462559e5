import { beforeAll, expect, it } from 'vitest';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { plantContract } from '#tests/support/contracts.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';
import { customerContracts } from './queries/customer-contracts.server.ts';
import { getContractFile } from './queries/get-contract-file.server.ts';
import type { ContractFileId } from './types.ts';

const database = useDatabase();
let mine: { customerId: string; contractId: string; fileId: string };
let theirs: typeof mine;

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  const made = async () => {
    const customerId = await aCustomer(staff.db);
    return { customerId, ...(await plantContract(owner, customerId)) };
  };
  [mine, theirs] = [await made(), await made()];
});

const asMine = <Value>(read: Parameters<typeof readAsPortal<Value>>[2]) =>
  readAsPortal(database.current.portal.db, { kind: 'customer', customerId: mine.customerId }, read);

it('shows a customer their own contract with unit, price, site and paper', async () => {
  const seen = await asMine((db) => customerContracts(db, { customerId: mine.customerId }));
  expect(seen).toMatchObject([
    {
      id: mine.contractId,
      lines: [{ unit: 't', siteName: 'North gate', prices: [{ scheme: { unitPrice: '42' }, listName: null }] }],
      files: [{ id: mine.fileId, fileName: 'signed.pdf' }],
    },
  ]);
});

it("shows nothing of another's, whoever's number is asked for", async () => {
  const { customerId, fileId } = theirs;
  expect(await asMine((db) => customerContracts(db, { customerId }))).toEqual([]);
  expect(await asMine((db) => getContractFile(db, { fileId: fileId as ContractFileId }))).toBeNull();
  const own = mine.fileId as ContractFileId;
  expect(await asMine((db) => getContractFile(db, { fileId: own }))).toMatchObject({ fileName: 'signed.pdf' });
});
