import { Form, Link } from 'react-router';
import type { Assignment } from '#app/modules/auth/queries/list-assignments.server.ts';
import type { Colleague } from '#app/modules/auth/queries/list-staff.server.ts';
import { STAFF_ROLE_NAMES } from '#app/modules/auth/types.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FormStack, Select, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

type Person = Colleague & { mayShutOut: boolean };

const stateOf = ({ disabledAt, hasSecondFactor }: Colleague): string => {
  if (disabledAt) return 'Shut out';
  return hasSecondFactor ? 'Signs in' : 'Has not signed in yet';
};

/** Who works here, in which role. */
export function PeopleTable({ people }: { people: readonly Person[] }) {
  return (
    <Panel title="Who works here">
      <DataTable
        caption="People"
        rows={people}
        rowKey={(row) => row.id}
        columns={[
          { key: 'name', head: 'Name', rowHeader: true, cell: (row) => <NameText text={row.name} /> },
          { key: 'email', head: 'E-mail address', cell: (row) => row.email },
          { key: 'role', head: 'Role', cell: (row) => STAFF_ROLE_NAMES[row.role] },
          { key: 'state', head: 'State', nowrap: true, cell: stateOf },
          {
            key: 'act',
            head: 'Shut out',
            headHidden: true,
            cell: (row) =>
              row.mayShutOut && (
                <Form method="post">
                  <input type="hidden" name="userId" value={row.id} />
                  <Button name="intent" value="shut-out" variant="quiet" small busy="Shutting out…">
                    Shut out<span className="sr-only"> {row.name}</span>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
    </Panel>
  );
}

type AssignmentsProps = {
  partners: readonly Person[];
  assignments: readonly Assignment[];
  mayWrite: boolean;
  result: FormRefusal | undefined;
};

/** Which partner sees which customers; nothing else of ours is shown to them. */
export function Assignments({ partners, assignments, mayWrite, result }: AssignmentsProps) {
  const nameOf = (userId: string) => partners.find(({ id }) => id === userId)?.name ?? 'Shut out';
  return (
    <>
      <Panel title={assignments.length > 0 ? 'What partners see' : 'Partners see no customer yet'}>
        {assignments.length === 0 ? (
          <EmptyState>
            A partner sees the customers assigned here, without account numbers, and nothing else.
          </EmptyState>
        ) : (
          <DataTable
            caption="Customers assigned to partners"
            rows={assignments}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'partner',
                head: 'Partner',
                rowHeader: true,
                cell: (row) => <NameText text={nameOf(row.userId)} />,
              },
              { key: 'number', head: 'Number', cell: (row) => <span className="reference">{row.customerNumber}</span> },
              {
                key: 'customer',
                head: 'Customer',
                cell: (row) => (
                  <Link className="quiet-link" to={`/staff/customers/${row.customerId}`}>
                    <NameText text={row.customerName} />
                  </Link>
                ),
              },
              {
                key: 'act',
                head: 'Take away',
                headHidden: true,
                cell: (row) =>
                  mayWrite && (
                    <Form method="post">
                      <input type="hidden" name="assignmentId" value={row.id} />
                      <Button name="intent" value="unassign" variant="quiet" small busy="Taking away…">
                        Take away<span className="sr-only"> {row.customerName}</span>
                      </Button>
                    </Form>
                  ),
              },
            ]}
          />
        )}
      </Panel>
      {mayWrite && partners.length > 0 && <AssignForm partners={partners} result={result} />}
    </>
  );
}

function AssignForm({ partners, result }: Pick<AssignmentsProps, 'partners' | 'result'>) {
  return (
    <Panel title="Let a partner see a customer" pad>
      <Form method="post" noValidate>
        <FormStack>
          <Select
            name="userId"
            label="Partner"
            options={partners.map(({ id, name }) => ({ value: id, label: name }))}
            error={result?.fieldErrors.userId}
          />
          <TextInput
            name="customerNumber"
            label="Customer number"
            size="medium"
            autoComplete="off"
            error={result?.fieldErrors.customerNumber}
          />
          <ButtonRow>
            <Button name="intent" value="assign" busy="Assigning…">
              Let them see it
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
