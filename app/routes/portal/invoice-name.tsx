import { Link } from 'react-router';
import { OutsideText } from './outside-text.tsx';

type InvoiceNameProps = { id: string; number: string; title: string; poNumber: string };

/** How an invoice is named in a list: what it is for, then its number and the customer's own order number. */
export function InvoiceName({ id, number, title, poNumber }: InvoiceNameProps) {
  return (
    <>
      <Link className="quiet-link" to={`/invoices/${id}`}>
        <OutsideText text={title || `Invoice ${number}`} />
      </Link>
      <span className="under">
        <span className="reference">{number}</span>
        {poNumber && (
          <>
            {' '}
            · your PO <OutsideText text={poNumber} />
          </>
        )}
      </span>
    </>
  );
}
