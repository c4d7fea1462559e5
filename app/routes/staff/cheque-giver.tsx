import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { Customer, CustomerRow } from '#app/modules/customers/types.ts';
import { BackLink } from '#app/ui/back-link.tsx';
import { LinkButton } from '#app/ui/button.tsx';
import { PageHead } from '#app/ui/page-head.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { ChooseCustomer } from './choose-customer.tsx';
import { NameText } from './name-text.tsx';

/** The first step of receiving a cheque: whose it is. */
export function ChooseGiver(choosing: { search: string; rows: CustomerRow[]; more: boolean }) {
  return (
    <>
      <PageTitle title="Receive a cheque" site="Tallystick" />
      <BackLink to="/staff/cheques">Cheques</BackLink>
      <PageHead title="Whose cheque is it?" />
      <ChooseCustomer
        {...choosing}
        address="/staff/cheques/new"
        choose={(customer) => (
          <LinkButton small variant="second" to={`/staff/cheques/new?customer=${customer.id}`}>
            Receive<span className="sr-only"> a cheque of {customer.name}</span>
          </LinkButton>
        )}
      />
    </>
  );
}

type HeadProps = { customer: Customer; currency: Currency; currencies: readonly Currency[] };

/** Whose cheque, in which currency, and the way to the others. */
export function ChequeHead({ customer, currency, currencies }: HeadProps) {
  return (
    <PageHead
      title="Receive a cheque"
      facts={
        <>
          <Link to={`/staff/customers/${customer.id}`}>
            <NameText text={customer.name} />
          </Link>
          <span className="reference">{customer.number}</span>
          <span>in {currency}</span>
          {currencies
            .filter((code) => code !== currency)
            .map((code) => (
              <Link key={code} to={`/staff/cheques/new?customer=${customer.id}&currency=${code}`}>
                in {code} instead
              </Link>
            ))}
        </>
      }
    />
  );
}
