import { data } from 'react-router';
import { requireStaff } from '#app/guards/require-staff.server.ts';
import { type ContactId, type CustomerId, parseId } from '#app/kernel/ids.ts';
import { mayStaff } from '#app/modules/auth/types.ts';
import { addContact } from '#app/modules/customers/commands/add-contact.server.ts';
import { contactForm } from '#app/modules/customers/forms.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { balancesOf } from '#app/modules/customers/queries/list-customers.server.ts';
import { ageing } from '#app/modules/ledger/queries/ageing.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { redirectWithFlash } from '#app/platform/http/flash.server.ts';
import { formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { removeContactAndLinks } from '#app/workflows/remove-contact.server.ts';
import type { Route } from './+types/customer.ts';
import { AuditStory } from './audit-story.tsx';
import { TabClockForm } from './clock-fields.tsx';
import { readBeside } from './customer-beside.server.ts';
import { Contacts } from './customer-contacts.tsx';
import { CustomerCases, CustomerGroup } from './customer-group.tsx';
import { CustomerAgeing, CustomerFigures, CustomerHead } from './customer-head.tsx';
import { Documents, Ledger } from './customer-ledger-tab.tsx';
import { OpenItems } from './customer-open-items.tsx';
import { customerRefusal } from './customer-refusal.ts';
import { StatementPanel } from './customer-statement.tsx';
import { readTab } from './customer-tab-data.server.ts';
import { autopayTab, CUSTOMER_TABS, contractsTab, disputesTab, promisesTab, TAB_LABELS } from './customer-tab-list.ts';
import { addressWith, askedView } from './list-address.ts';
import { foundOr404 } from './not-found.ts';
import { postedFields } from './posted.server.ts';
import { TimelineTab } from './timeline-tab.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { company, moment, user, db } = await requireStaff(args, 'accounts.read');
  // Who mailed and did what, and the ageing over all, are not a partner's.
  const seesAll = mayStaff(user.role, 'desk.read');
  const url = args.url;
  const id = parseId<CustomerId>(args.params.id);
  const customer = foundOr404(id && (await getCustomer(db, id)), 'customer');
  const tabs = CUSTOMER_TABS.filter((one) => seesAll || one !== 'changes');
  const tab = askedView(url, tabs, 'tab');
  const [found, aged, beside] = await Promise.all([
    balancesOf(db, { customerIds: [customer.id], today: moment.today }),
    seesAll ? ageing(db, { asOf: moment.today, customerId: customer.id }) : [],
    seesAll ? readBeside(db, customer, moment.today) : null,
  ]);
  const balances = found.get(customer.id) ?? [];
  const currencies = [...new Set([customer.currency, ...balances.map((row) => row.balance.currency)])];
  return {
    customer,
    balances,
    currencies,
    ...{ aged, beside },
    shown: await readTab(db, { tab, customer, url, seesAll, today: moment.today, currencies }),
    tab,
    today: moment.today,
    zone: company.timeZone,
    locale: company.locale,
    tabs: tabs.map((one) => ({
      tab: one,
      to: addressWith(url, { tab: one === 'open' ? null : one, currency: null }),
    })),
    may: {
      write: mayStaff(user.role, 'customers.write'),
      invoice: mayStaff(user.role, 'invoices.write'),
      record: mayStaff(user.role, 'payments.record'),
      writeOff: mayStaff(user.role, 'write-offs.request'),
      refund: mayStaff(user.role, 'refunds.request'),
      note: mayStaff(user.role, 'timeline.write'),
      lead: seesAll,
    },
  };
}

export async function action(args: Route.ActionArgs) {
  const { actor, moment } = await requireStaff(args, 'customers.write');
  const customerId = foundOr404(parseId<CustomerId>(args.params.id), 'customer');
  const sent = await postedFields(args.request);
  const back = `/staff/customers/${customerId}?tab=contacts`;
  if (sent.intent === 'remove-contact') {
    const contactId = parseId<ContactId>(sent.of('contactId'));
    const removed =
      contactId &&
      (await inTransaction(staffDb(), (tx) => removeContactAndLinks(tx, actor, { customerId, contactId }, moment)));
    if (!removed?.ok) return data(formRefusal({ formErrors: ['This contact was removed already.'] }), 422);
    return redirectWithFlash(back, `Nothing is sent to ${removed.value.name} any more.`);
  }
  const form = parseFields(sent.fields, contactForm);
  if (!form.ok) return data(form.refusal, 422);
  const added = await inTransaction(staffDb(), (tx) => addContact(tx, actor, { customerId, ...form.value }));
  if (!added.ok) return data(customerRefusal(added.refusal, Object.fromEntries(sent.fields)), 422);
  return redirectWithFlash(back, `${form.value.name} was added.`);
}

export default function CustomerAccount({ loaderData, actionData }: Route.ComponentProps) {
  const { customer, balances, currencies, aged, beside, shown, tab, tabs, today, zone, locale, may } = loaderData;
  return (
    <>
      <PageTitle title={customer.name} site="Tallystick" hasErrors={Boolean(actionData)} />
      <ErrorSummary {...actionData} />
      <BackLink to="/staff/customers">Customers</BackLink>
      <CustomerHead customer={customer} may={may} />
      <div className="staff-stack">
        <CustomerFigures balances={balances} currency={customer.currency} customerId={customer.id} today={today} />
        <CustomerAgeing aged={aged} today={today} />
        {beside && <CustomerGroup group={beside.group} />}
        {beside && <CustomerCases {...beside.cases} />}
        <Tabs
          label="Account"
          tabs={[
            ...tabs.map((one) => ({
              to: one.to,
              label: TAB_LABELS[one.tab],
              current: one.tab === tab,
              ...(one.tab === 'contacts' ? { count: customer.contacts.length } : {}),
            })),
            ...(beside ? [contractsTab, autopayTab, promisesTab, disputesTab].map((tab) => tab(customer.id)) : []),
          ]}
        />
      </div>
      {shown.tab === 'open' && (
        <>
          <TabClockForm tab="open" customerId={customer.id} clocks={shown.clocks} zone={zone} />
          <OpenItems {...shown} at={shown.clocks.at} today={today} locale={locale} customerId={customer.id} may={may} />
        </>
      )}
      {shown.tab === 'ledger' && <Ledger {...shown} customerId={customer.id} zone={zone} />}
      {shown.tab === 'documents' && (
        <div className="staff-stack">
          <StatementPanel
            {...{ customerId: customer.id, currencies, today }}
            isParent={beside?.group.some((one) => !one.isParent) === true && !customer.parent}
          />
          <Documents {...shown} zone={zone} />
        </div>
      )}
      {shown.tab === 'contacts' && <Contacts customer={customer} result={actionData} mayWrite={may.write} />}
      {shown.tab === 'timeline' && (
        <TimelineTab {...shown} customerId={customer.id} zone={zone} mayWrite={may.note} leads={may.lead} />
      )}
      {shown.tab === 'changes' && <AuditStory entries={shown.entries} zone={zone} title="Changes" />}
    </>
  );
}
