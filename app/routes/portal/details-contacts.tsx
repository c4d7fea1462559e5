import { Link } from 'react-router';
import type { AskedChange, Contact } from '#app/modules/customers/types.ts';
import { LinkButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';

type Shown = Pick<Contact, 'id' | 'name' | 'email' | 'receivesInvoices' | 'receivesStatements'>;

/** What was asked for, in words. Of an account only its end is shown again. */
export function shownChange({ kind, value }: AskedChange): string[] {
  if (kind === 'bank') return [value.holder, `account ending ${(value.iban ?? value.accountNumber ?? '').slice(-4)}`];
  if (kind === 'details')
    return [value.name, ...value.addressLines, value.country, value.taxNumber].filter((part) => part !== '');
  return [value.remove ? `no documents to ${value.name}` : value.name, value.email];
}

const gets = ({ receivesInvoices, receivesStatements }: Shown): string =>
  [receivesInvoices && 'invoices', receivesStatements && 'statements'].filter(Boolean).join(' and ') || 'nothing';

/** The people documents go to; another one, or another address, is asked for. */
export function DetailsContacts({ contacts, mayAsk }: { contacts: readonly Shown[]; mayAsk: boolean }) {
  return (
    <>
      {contacts.length === 0 ? (
        <EmptyState>Nobody gets documents by e-mail yet.</EmptyState>
      ) : (
        <DataTable
          caption="People documents go to"
          cards
          rows={contacts}
          rowKey={(contact) => contact.id}
          columns={[
            {
              key: 'name',
              head: 'Person',
              rowHeader: true,
              cell: (contact) => (
                <>
                  <bdi>{contact.name}</bdi>
                  <span className="under">
                    <bdi>{contact.email}</bdi>
                  </span>
                </>
              ),
            },
            { key: 'gets', head: 'Gets', cell: gets },
            ...(mayAsk
              ? [
                  {
                    key: 'ask',
                    head: 'Ask for a change',
                    headHidden: true,
                    card: 'action' as const,
                    cell: (contact: Shown) => (
                      <Link className="inline-block min-h-6" to={`/details/contacts/${contact.id}`}>
                        Change<span className="sr-only"> who {contact.name} is or what they get</span>
                      </Link>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      {mayAsk && (
        <p className="mt-4">
          <LinkButton to="/details/contacts/new" variant="second" small>
            Ask for another person
          </LinkButton>
        </p>
      )}
    </>
  );
}
