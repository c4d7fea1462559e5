import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { PORTAL_ROLE_NAMES, type PortalRole } from '../types.ts';
import { RightFields } from './right-fields.tsx';

export type ShownInvitation = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: PortalRole;
  readonly invitedByName: string;
  readonly expiresAt: Date;
  readonly isOver: boolean;
};

/** Invitations nobody accepted yet, each to be sent again or taken back. */
export function Invitations({ invitations, zone }: { invitations: readonly ShownInvitation[]; zone: string }) {
  return (
    <DataTable
      caption="Invitations that wait"
      cards
      rows={invitations}
      rowKey={(one) => one.id}
      columns={[
        {
          key: 'who',
          head: 'Invited',
          rowHeader: true,
          cell: (one) => (
            <>
              <bdi>{one.name}</bdi>
              <span className="under">
                <bdi>{one.email}</bdi>
              </span>
            </>
          ),
        },
        {
          key: 'role',
          head: 'As',
          cell: (one) => (
            <>
              {PORTAL_ROLE_NAMES[one.role]}
              <span className="under">
                by <bdi>{one.invitedByName}</bdi>
              </span>
            </>
          ),
        },
        {
          key: 'until',
          head: 'Good until',
          cell: (one) => (one.isOver ? 'Out of date' : <InstantText at={one.expiresAt} zone={zone} />),
        },
        {
          key: 'act',
          head: 'Act',
          headHidden: true,
          card: 'action',
          cell: (one) => (
            <form method="post">
              <input type="hidden" name="invitation" value={one.id} />
              <ButtonRow>
                <Button small variant="second" name="intent" value="again" busy="Sending…">
                  Send again<span className="sr-only"> to {one.email}</span>
                </Button>
                <Button small variant="quiet" name="intent" value="revoke" busy="Taking back…">
                  Take back<span className="sr-only"> the invitation to {one.email}</span>
                </Button>
              </ButtonRow>
            </form>
          ),
        },
      ]}
    />
  );
}

type InviteFormProps = {
  currency: string;
  leadsGroup: boolean;
  /** What stands in the role before anybody chose. */
  role?: PortalRole;
  values?: Readonly<Record<string, string | undefined>> | undefined;
  errors?: Readonly<Record<string, string[] | undefined>> | undefined;
};

/** Name, address and what the person may do: they say yes by the mail. */
export function InvitePerson({ currency, leadsGroup, role, values = {}, errors = {} }: InviteFormProps) {
  return (
    <form method="post" noValidate>
      <FormStack>
        <TextInput
          name="name"
          label="Name"
          size="medium"
          autoComplete="off"
          defaultValue={values.name ?? ''}
          error={errors.name}
        />
        <TextInput
          name="email"
          label="E-mail address"
          type="email"
          inputMode="email"
          autoComplete="off"
          size="medium"
          defaultValue={values.email ?? ''}
          error={errors.email}
        />
        <RightFields {...{ currency, leadsGroup, errors }} values={{ ...(role && { role }), ...values }} />
        <ButtonRow>
          <Button name="intent" value="invite" busy="Inviting…">
            Send the invitation
          </Button>
        </ButtonRow>
      </FormStack>
    </form>
  );
}
