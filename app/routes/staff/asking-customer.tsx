import { Link } from 'react-router';
import { InstantText } from '#app/ui/date-text.tsx';
import { NameText } from './name-text.tsx';

type AskingProps = { customerId: string; customerName: string; by: string; at: Date; zone: string };

/** Whose account a request is of, and under it who asked and when. */
export function AskingCustomer({ customerId, customerName, by, at, zone }: AskingProps) {
  return (
    <>
      <Link className="quiet-link" to={`/staff/customers/${customerId}`}>
        <NameText text={customerName} />
      </Link>
      <span className="under">
        <NameText text={by} />, <InstantText at={at} zone={zone} show="date-time" />
      </span>
    </>
  );
}
