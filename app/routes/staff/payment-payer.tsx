import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { Customer, CustomerRow } from '#app/modules/customers/types.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { ChooseCustomer } from './choose-customer.tsx';

/** The first step of recording a payment by hand: whose money it is. */
export function ChoosePayer(choosing: { search: string; rows: CustomerRow[]; more: boolean }) {
  return (
    <>
      <PageTitle title="Record payment" site="Tallystick" />
      <BackLink to="/staff/payments">Payments</BackLink>
      <PageHead title="Who paid?" />
      <ChooseCustomer
        {...choosing}
        address="/staff/payments/new"
        choose={(customer) => (
          <LinkButton small variant="second" to={`/staff/payments/new?customer=${customer.id}`}>
            Record<span className="sr-only"> a payment of {customer.name}</span>
          </LinkButton>
        )}
      />
    </>
  );
}

type PaymentHeadProps = { customer: Customer; currency: Currency; currencies: readonly Currency[] };

/** Whose payment, in which currency, and the way to the others. */
export function PaymentHead({ customer, currency, currencies }: PaymentHeadProps) {
  return (
    <PageHead
      title="Record payment"
      facts={
        <>
          <span className="reference">{customer.number}</span>
          <span>in {currency}</span>
          {currencies
            .filter((code) => code !== currency)
            .map((code) => (
              <Link key={code} to={`/staff/payments/new?customer=${customer.id}&currency=${code}`}>
                in {code} instead
              </Link>
            ))}
        </>
      }
    />
  );
}
