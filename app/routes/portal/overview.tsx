import { Link } from 'react-router';
import { requirePortal } from '#app/guards/require-portal.server.ts';
import { money } from '#app/kernel/money.ts';
import { mayPortal } from '#app/modules/auth/types.ts';
import { autopayChargesOf } from '#app/modules/autopay/queries/charges.server.ts';
import { autopayRulesOf } from '#app/modules/autopay/queries/rules.server.ts';
import { ownPromises } from '#app/modules/collections/queries/portal-promises.server.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { disputesOfCustomer } from '#app/modules/disputes/queries/disputes-of.server.ts';
import { listInvoices } from '#app/modules/invoicing/queries/list-invoices.server.ts';
import { openItemsOf } from '#app/modules/ledger/queries/open-items.server.ts';
import { listPlans } from '#app/modules/payment-plans/queries/list-plans.server.ts';
import { itemsOnTheirWay } from '#app/modules/payments/queries/items-on-their-way.server.ts';
import { listPayments } from '#app/modules/payments/queries/list-payments.server.ts';
import { paymentAsks } from '#app/modules/payments/queries/payment-asks.server.ts';
import { payingRecord } from '#app/modules/statements/queries/paying-record.server.ts';
import { PayingRecordChart } from '#app/modules/statements/ui/paying-record-chart.tsx';
import { portalDb } from '#app/platform/db/handles.server.ts';
import { readAsPortal } from '#app/platform/db/portal-scope.server.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Section } from '#app/ui/panel.tsx';
import { PortalTitle } from '#app/ui/portal-title.tsx';
import type { Route } from './+types/overview.ts';
import { AsksWaiting } from './asks-waiting.tsx';
import { AutopayBanner } from './autopay-banner.tsx';
import { ComingUp } from './coming-up.tsx';
import { languageOf } from './dispute-read.server.ts';
import { DueInvoices } from './due-invoices.tsx';
import { foundOr404 } from './found-or-404.ts';
import { NextInstalments } from './next-instalment.tsx';
import { OpenQuestions } from './open-questions.tsx';
import { OutsideText } from './outside-text.tsx';
import { owedPerCurrency } from './overview-view.ts';
import { OwedCard, SettledCard } from './owed-card.tsx';
import { OwnPromises } from './promise-parts.tsx';

const DUE_SHOWN = 5;
const HELD_READ = 200;
const PAYMENTS_READ = 5;
const AUTOPAY_SHOWN = 3;
const DISPUTES_SHOWN = 5;

export async function loader(args: Route.LoaderArgs) {
  const { scope, customerId, membership, company, moment, user } = await requirePortal(args, 'view');
  const { today } = moment;
  const reader = { side: 'customer' as const, language: languageOf({ company }) };
  return readAsPortal(portalDb(), scope, async (db) => {
    const [found, items, listed, payments, onTheirWay, asks, plans, record, charges, rules, promises, disputes] =
      await Promise.all([
        getCustomer(db, customerId),
        openItemsOf(db, { customerId }),
        listInvoices(db, { customerId, view: 'to_pay', today, limit: HELD_READ }),
        listPayments(db, { customerId, today, limit: PAYMENTS_READ }),
        itemsOnTheirWay(db, { customerId }),
        paymentAsks(db, { customerId, waiting: true }, moment.now),
        listPlans(db, { customerId }, today),
        payingRecord(db, { customerId, today }),
        autopayChargesOf(db, customerId, AUTOPAY_SHOWN),
        autopayRulesOf(db, customerId),
        ownPromises(db, customerId),
        disputesOfCustomer(db, { customerId, reader, living: true, limit: DISPUTES_SHOWN }),
      ]);
    const customer = foundOr404(found, 'account');
    const owed = owedPerCurrency(items, { listed: listed.rows, onTheirWay }, today);
    const mayRelease = mayPortal(membership.role, 'release');
    const last = payments.rows.find((payment) => !payment.reversed);
    return {
      today,
      company: company.name,
      helpEmail: company.help.email,
      name: customer.name,
      number: customer.number,
      mayPay: mayPortal(membership.role, 'pay'),
      mayRelease,
      asks: asks.filter((ask) => mayRelease || ask.askedBy === user.id),
      owed: owed.map((one) => ({
        ...one,
        due: one.due.slice(0, DUE_SHOWN),
        dueCount: one.due.length,
        comingUp: one.comingUp.slice(0, DUE_SHOWN),
      })),
      last: last
        ? { id: last.id, minor: last.amountMinor, currency: last.currency, on: last.receivedOn, covers: last.covers }
        : null,
      ...{ plans, record, autopay: { charges, rules }, promises, disputes },
    };
  });
}

export default function Overview({ loaderData }: Route.ComponentProps) {
  const { today, company, name, number, mayPay, owed, last, record, autopay } = loaderData;
  const help = { email: loaderData.helpEmail, about: `Account ${number}` };
  return (
    <>
      <PageTitle title="What you owe" site={company} />
      <PortalTitle
        title={<OutsideText text={name} />}
        under={
          <>
            Account <span className="reference">{number}</span>
          </>
        }
      />
      <AsksWaiting asks={loaderData.asks} mayRelease={loaderData.mayRelease} />
      <OwnPromises promises={loaderData.promises} />
      <OpenQuestions disputes={loaderData.disputes} when="they wait for the customer" />
      <AutopayBanner {...autopay} mayPay={mayPay} />
      {owed.length === 0 && <SettledCard />}
      {owed.map((one) => (
        <OwedCard key={one.currency} owed={one} several={owed.length > 1} mayPay={mayPay} today={today} help={help} />
      ))}
      <NextInstalments plans={loaderData.plans} today={today} />
      {owed.map((one) => (
        <DueInvoices key={one.currency} owed={one} mayPay={mayPay} today={today} />
      ))}
      {owed.map((one) => (
        <ComingUp key={one.currency} owed={one} several={owed.length > 1} />
      ))}
      <OpenQuestions disputes={loaderData.disputes} when="they wait for us" />
      {last && (
        <Section title="Last payment">
          <p>
            <MoneyText money={money(last.minor, last.currency)} /> on <DateText date={last.on} />, thank you.
            {last.covers[0] && (
              <>
                {' '}
                It went to {last.covers.length === 1 ? 'invoice' : `${last.covers.length} invoices, first`}{' '}
                <span className="reference">{last.covers[0]}</span>.
              </>
            )}
          </p>
          <p>
            <Link to={`/payments/${last.id}`}>See the receipt</Link>
          </p>
        </Section>
      )}
      {record.map((one) => (
        <PayingRecordChart key={one.currency} record={one} several={record.length > 1} />
      ))}
    </>
  );
}
