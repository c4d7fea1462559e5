import { data, Form } from 'react-router';
import { z } from 'zod';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { type CustomerId, type OpenItemId, parseId } from '#app/kernel/ids.ts';
import { money } from '#app/kernel/money.ts';
import { askAboutCredit } from '#app/modules/cash-application/commands/ask-about-credit.server.ts';
import { creditRequestsOf } from '#app/modules/cash-application/queries/credit-requests.server.ts';
import { CREDIT_WISHES, type CreditRequestRefusal } from '#app/modules/cash-application/types.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { type FormRefusal, formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choices.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/credit-ask.ts';
import { foundOr404 } from './found-or-404.ts';

const form = z.object({
  wish: z.enum(CREDIT_WISHES, 'Choose what we should do with it.'),
  note: z.string().trim().max(1_000, 'Use 1,000 characters or fewer.').default(''),
});

/** The credit of the address, where it is the customer's and something is left of it. */
async function creditIn(db: ReadDb, typed: string, customerId: CustomerId) {
  const id = parseId<OpenItemId>(typed);
  const items = id ? await openItemsOf(db, { customerId }) : [];
  return foundOr404(
    items.find((item) => item.id === id && item.side === 'credit'),
    'credit',
  );
}

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company } = await requirePortal(args, 'pay');
  return readAsPortal(portalDb(), scope, async (db) => {
    const credit = await creditIn(db, args.params.id, customerId);
    const asked = await creditRequestsOf(db, customerId);
    const { number, currency, residualMinor } = credit;
    return {
      company: company.name,
      credit: { number, currency, residualMinor },
      isAsked: asked.some((one) => one.openItemId === credit.id && one.answer === null),
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { scope, customerId, actor, moment } = await requirePortal(args, 'pay');
  const { id: openItemId } = await readAsPortal(portalDb(), scope, (db) => creditIn(db, args.params.id, customerId));
  const read = await parseForm(args.request, form);
  if (!read.ok) return data(read.refusal, 422);
  const asked = { customerId, openItemId, ...read.value };
  const done = await writeAsPortal(portalDb(), scope, (tx) => askAboutCredit(tx, actor, asked, moment));
  if (!done.ok) return data(wordsOf(done.refusal, read.value), 422);
  return redirectWithFlash('/payments', 'Thank you. We look into it, and you find our answer here.');
}

function wordsOf({ code }: CreditRequestRefusal, values: Record<string, string>): FormRefusal {
  if (code === 'note-missing')
    return formRefusal({ fieldErrors: { note: ['Say which invoice or invoices it is for.'] }, values });
  const text =
    code === 'asked-already'
      ? 'You have asked about this credit already. We answer on the page “Payments”.'
      : 'Nothing is left of this credit, or it is not on your account.';
  return formRefusal({ formErrors: [text], values });
}

export default function AskAboutCredit({ loaderData, actionData }: Route.ComponentProps) {
  const { company, credit, isAsked } = loaderData;
  const errors = actionData?.fieldErrors ?? {};
  const values = (actionData?.values ?? {}) as Record<string, string>;
  return (
    <>
      <PageTitle title="Use your credit" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/payments">Payments</BackLink>
      <PortalTitle
        title="Use your credit"
        under={
          <>
            <span className="reference">{credit.number}</span>,{' '}
            <MoneyText money={money(credit.residualMinor, credit.currency)} /> not used
          </>
        }
      />
      {isAsked ? (
        <EmptyState>You have asked about this credit already. We answer on the page “Payments”.</EmptyState>
      ) : (
        <Form method="post" noValidate>
          <FormStack>
            <RadioGroup
              name="wish"
              label="What should we do with it?"
              error={errors.wish}
              defaultValue={values.wish ?? ''}
              choices={[
                { value: 'apply', label: 'Set it against an invoice' },
                { value: 'refund', label: 'Pay it back' },
              ]}
            />
            <TextArea
              name="note"
              label="Which invoice, or anything else we should know"
              hint="Needed to set it against an invoice: its number, and the amount where it is not all of it."
              error={errors.note}
              defaultValue={values.note}
              rows={3}
              maxLength={1_000}
            />
            <ButtonRow>
              <Button busy="Sending…">Send request</Button>
            </ButtonRow>
          </FormStack>
        </Form>
      )}
    </>
  );
}
