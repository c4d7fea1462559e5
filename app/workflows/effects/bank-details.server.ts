import { z } from 'zod';
import { assert } from '#app/kernel/assert.ts';
import { formatDate } from '#app/kernel/format-date.ts';
import { currency } from '#app/kernel/money.ts';
import { plainDate } from '#app/kernel/plain-date.ts';
import { ok, refuse } from '#app/kernel/result.ts';
import { setCompanyBank } from '#app/modules/company/commands/set-company-bank.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import { setBankAccount } from '#app/modules/customers/commands/set-bank-account.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import type { ApprovalEffect } from './effect.server.ts';

const code = z.string().transform(currency);
const asked = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('customer'),
    customerId: z.string(),
    account: z.object({
      ...{ currency: code, holder: z.string(), iban: z.string().nullable() },
      ...{ accountNumber: z.string().nullable(), routing: z.string().nullable() },
    }),
  }),
  z.object({
    of: z.literal('company'),
    account: z.object({
      ...{ currency: code, bankName: z.string(), accountName: z.string(), accountNumber: z.string() },
      routing: z.string(),
    }),
    // Requests made before days could be planned name none.
    fromOn: z.string().transform(plainDate).nullable().default(null),
  }),
]);

/** Brings the new bank account into force as a version that rests on this approval; older ones stay on record. */
export const bankDetailsEffect: ApprovalEffect = async (tx, actor, approval, moment) => {
  const { id } = actor;
  assert(id, 'a decision is made by a person');
  const person = { ...actor, id };
  const of = asked.parse(approval.payload);
  const under = { approvalId: approval.id, reason: approval.reason };
  if (of.of === 'company') {
    await setCompanyBank(tx, person, { account: of.account, fromOn: of.fromOn, ...under }, moment);
    const from =
      of.fromOn && of.fromOn > moment.today
        ? `dated ${formatDate(of.fromOn, (await getCompany(tx)).locale)} and later`
        : 'made from now on';
    return ok({
      text: `Documents ${from} print the new ${of.account.currency} account.`,
      path: '/staff/settings/company-bank',
    });
  }
  const customer = await getCustomer(tx, of.customerId);
  if (!customer || customer.archivedAt) return refuse({ text: 'The customer’s account was archived meanwhile.' });
  await setBankAccount(tx, person, { customerId: of.customerId, account: of.account, ...under }, moment);
  return ok({
    text: `${customer.name} is paid back in ${of.account.currency} to the new account.`,
    path: `/staff/customers/${of.customerId}/bank`,
  });
};
