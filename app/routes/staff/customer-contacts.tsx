import { Form, Link } from 'react-router';
import type { Contact, Customer } from '#app/modules/customers/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/choices.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type ContactsProps = { customer: Customer; result: FormRefusal | undefined; mayWrite: boolean };

/** The people documents go to. */
export function Contacts({ customer, result, mayWrite }: ContactsProps) {
  return (
    <>
      <Panel title={customer.contacts.length > 0 ? 'People documents go to' : 'Nobody receives invoices yet'}>
        {customer.contacts.length > 0 ? (
          <ContactTable customerId={customer.id} contacts={customer.contacts} mayWrite={mayWrite} />
        ) : (
          <EmptyState>An invoice can be issued, but it is sent to nobody. Add a person below.</EmptyState>
        )}
      </Panel>
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        <Link to={`/staff/customers/${customer.id}/delivery`}>How documents go out</Link>
        <Link to={`/staff/customers/${customer.id}/people`}>People who sign in</Link>
        <Link to={`/staff/customers/${customer.id}/bank`}>Bank account for refunds</Link>
      </p>
      {mayWrite && (
        <Panel title="Add a person" pad>
          <Form method="post" noValidate className="staff-stack">
            <FormStack>
              <TextInput
                name="name"
                label="Name of the person or team"
                defaultValue={result?.values.name}
                error={result?.fieldErrors.name}
                autoComplete="off"
              />
              <TextInput
                name="email"
                type="email"
                label="E-mail address"
                defaultValue={result?.values.email}
                error={result?.fieldErrors.email}
                autoComplete="off"
              />
              <TextInput
                name="phone"
                type="tel"
                label="Telephone"
                optional
                size="medium"
                defaultValue={result?.values.phone}
                error={result?.fieldErrors.phone}
                autoComplete="off"
              />
              <Checkbox
                name="receivesInvoices"
                label="Receives invoices"
                defaultChecked={!result || result.values.receivesInvoices === 'yes'}
              />
              <Checkbox
                name="receivesStatements"
                label="Receives statements"
                defaultChecked={result?.values.receivesStatements === 'yes'}
              />
            </FormStack>
            <ButtonRow>
              <Button busy="Adding…" name="intent" value="add-contact">
                Add person
              </Button>
            </ButtonRow>
          </Form>
        </Panel>
      )}
    </>
  );
}

const receives = (contact: Contact): string =>
  [contact.receivesInvoices && 'invoices', contact.receivesStatements && 'statements'].filter(Boolean).join(' and ') ||
  'nothing';

type ContactTableProps = { customerId: string; contacts: readonly Contact[]; mayWrite: boolean };

function ContactTable({ customerId, contacts, mayWrite }: ContactTableProps) {
  return (
    <DataTable
      caption="Contacts"
      rows={contacts}
      rowKey={(row) => row.id}
      columns={[
        { key: 'name', head: 'Name', rowHeader: true, cell: (row) => <NameText text={row.name} /> },
        { key: 'email', head: 'E-mail', cell: (row) => <a href={`mailto:${row.email}`}>{row.email}</a> },
        {
          key: 'phone',
          head: 'Telephone',
          nowrap: true,
          cell: (row) => row.phone && <a href={`tel:${row.phone.replace(/[^+\d]/g, '')}`}>{row.phone}</a>,
        },
        { key: 'receives', head: 'Receives', cell: receives },
        ...(mayWrite
          ? [
              {
                key: 'remove',
                head: 'Change or remove',
                headHidden: true,
                cell: (row: Contact) => (
                  <span className="flex flex-wrap items-center gap-4">
                    <Link to={`/staff/customers/${customerId}/contacts/${row.id}`}>
                      Change<span className="sr-only"> {row.name}</span>
                    </Link>
                    <Form method="post">
                      <input type="hidden" name="contactId" value={row.id} />
                      <Button variant="quiet" small name="intent" value="remove-contact">
                        Remove<span className="sr-only"> {row.name}</span>
                      </Button>
                    </Form>
                  </span>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}
