import { data, Form } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { parseCurrency, parseMoney } from '#app/kernel/money.ts';
import { addDays, parsePlainDate } from '#app/kernel/plain-date.ts';
import { makePromise } from '#app/modules/collections/commands/make-promise.server.ts';
import { ownPromiseForm } from '#app/modules/collections/forms.ts';
import { policyRowOn } from '#app/modules/collections/queries/collection-policy.server.ts';
import { ownPromises } from '#app/modules/collections/queries/portal-promises.server.ts';
import { HelpLink } from '#app/modules/help/ui/help-link.tsx';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal, writeAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseForm } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { DateText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/promise-new.ts';
import { OwnPromises, PromiseFields } from './promise-parts.tsx';
import { promiseWords } from './promise-words.ts';

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, company, moment } = await requirePortal(args, 'pay');
  const wanted = args.url.searchParams.get('currency');
  return readAsPortal(portalDb(), scope, async (db) => {
    const items = await openItemsOf(db, { customerId });
    const { promiseDaysAhead, promisesPerQuarter } = await policyRowOn(db, moment.today);
    const owed = [
      ...Map.groupBy(
        items.filter((item) => item.side === 'debit'),
        (item) => item.currency,
      ),
    ].map(([currency, all]) => ({ currency, minor: all.reduce((sum, item) => sum + item.residualMinor, 0n) }));
    return {
      ...{ company: company.name, today: moment.today, lastOn: addDays(moment.today, promiseDaysAhead) },
      ...{ owed, promises: await ownPromises(db, customerId) },
      chosen: owed.find((one) => one.currency === wanted) ?? owed[0] ?? null,
      isOffered: promisesPerQuarter > 0,
    };
  });
}

export async function action(args: Route.ActionArgs) {
  const { scope, customerId, actor, moment, company } = await requirePortal(args, 'pay');
  const form = await parseForm(args.request, ownPromiseForm);
  if (!form.ok) return data(form.refusal, 422);
  const { note } = form.value;
  const wrong = (fieldErrors: Record<string, string[]>, formErrors: string[] = []) =>
    data(formRefusal({ fieldErrors, formErrors, values: form.value }), 422);
  const currency = parseCurrency(form.value.currency);
  if (!currency) return wrong({}, ['Choose a currency you owe something in.']);
  const amount = parseMoney(form.value.amount, currency);
  const day = parsePlainDate(form.value.promisedOn);
  if (!amount.ok || amount.value <= 0n) return wrong({ amount: ['Enter an amount like 1,240.00.'] });
  if (!day.ok) return wrong({ promisedOn: ['Choose the day on which you will pay.'] });
  const promise = {
    ...{ customerId, currency, amountMinor: amount.value, promisedOn: day.value },
    ...{ source: 'portal' as const, note },
  };
  const made = await writeAsPortal(portalDb(), scope, (tx) => makePromise(tx, actor, promise, moment));
  if (made.ok)
    return redirectWithFlash('/', 'Thank you. We expect your payment on that day and do not remind you of it before.');
  const { field, text } = promiseWords(made.refusal, currency, company.locale);
  return field ? wrong({ [field]: [text] }) : wrong({}, [text]);
}

export default function PromiseNew({ loaderData, actionData }: Route.ComponentProps) {
  const { company, today, lastOn, chosen, owed, promises, isOffered } = loaderData;
  const standing = promises.some((promise) => promise.currency === chosen?.currency);
  return (
    <>
      <PageTitle title="When will you pay?" site={company} hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/">Overview</BackLink>
      <PortalTitle
        title="When will you pay?"
        under={
          <>
            Tell us a day up to <DateText date={lastOn} weekday />. Nothing is charged by this.
          </>
        }
      />
      <OwnPromises promises={promises} />
      {!chosen && <EmptyState>You owe nothing. There is nothing to promise.</EmptyState>}
      {chosen && !isOffered && (
        <EmptyState>Please call or write to us about another day: we find one with you.</EmptyState>
      )}
      {chosen && isOffered && !standing && (
        <Form method="post" noValidate>
          <PromiseFields
            {...{ today, lastOn, chosen, owed }}
            errors={actionData?.fieldErrors ?? {}}
            values={(actionData?.values ?? {}) as Record<string, string>}
          />
        </Form>
      )}
      <HelpLink page="promises" />
    </>
  );
}
