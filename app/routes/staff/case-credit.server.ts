import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { mayStaff, type StaffRole } from '#app/modules/auth/types.ts';
import { listCases } from '#app/modules/cash-application/queries/list-cases.server.ts';
import { getCompany } from '#app/modules/company/queries/get-company.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { creditOrAsk } from '#app/workflows/credit-or-ask.server.ts';
import { creditWords } from '#app/workflows/credit-words.server.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Awaited<ReturnType<typeof postedFields>>;

/** The customer was right: what is left of the claim is credited on its document, and the credit note settles the claim. */
export async function creditCase(
  reductionId: string,
  { fields, of }: Sent,
  actor: Actor,
  moment: Moment,
): Promise<Result<string, FormRefusal>> {
  const values = Object.fromEntries(fields);
  const said = (name: string, text: string) => refuse(formRefusal({ fieldErrors: { [name]: [text] }, values }));
  const only = (text: string) => refuse(formRefusal({ formErrors: [text], values }));
  if (!mayStaff(actor.role as StaffRole, 'credits.request'))
    return only('Your role does not credit. Give the case to a colleague who does.');
  const wanted = { kind: 'deduction', state: 'open', today: moment.today, reductionId, limit: 1 } as const;
  const [found] = await listCases(staffDb(), wanted);
  if (!found?.caseItemId) return only('This was closed meanwhile. Reload the page to see how.');
  if (of('creditReason') === '') return said('creditReason', 'Choose why it is credited.');
  if (of('creditNote').trim() === '') return said('creditNote', 'Say why, for the customer and for whoever decides.');
  const { locale } = await getCompany(staffDb());
  const input = {
    ...{ invoiceId: found.sourceId, choice: { kind: 'amount' as const, grossMinor: found.openMinor } },
    ...{ reasonCode: of('creditReason'), note: of('creditNote').trim().slice(0, 500), documentOn: moment.today },
    apply: { kind: 'later' as const },
  };
  const request = { input, rebill: null, settlesItemId: found.caseItemId, once: of('once'), locale };
  const done = await inTransaction(staffDb(), (tx) => creditOrAsk(tx, actor, request, moment));
  if (done.ok)
    return ok(
      done.value.kind === 'asked'
        ? 'Asked for. The case is closed when a second person has approved the credit note.'
        : `${done.value.number} credits it; the case is closed.`,
    );
  return only(creditWords(done.refusal, { currency: found.currency, locale }).text);
}
