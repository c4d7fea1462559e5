import { formatMoney } from '#app/kernel/format-money.ts';
import { money } from '#app/kernel/money.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { PORTAL_ROLE_NAMES, type PortalRight } from '../types.ts';

export type ShownPerson = PortalRight & {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly since: Date;
  readonly isYou: boolean;
};

type PeopleTableProps = {
  people: readonly ShownPerson[];
  zone: string;
  /** Where a person's right is changed; absent for who may not. */
  hrefOf?: ((id: string) => string) | undefined;
};

/** Who signs in for a customer, and what each may do. */
export function PeopleTable({ people, zone, hrefOf }: PeopleTableProps) {
  return (
    <DataTable
      caption="People who sign in"
      cards
      rows={people}
      rowKey={(person) => person.id}
      columns={[
        {
          key: 'name',
          head: 'Person',
          rowHeader: true,
          cell: (person) => (
            <>
              <bdi>{person.name || person.email}</bdi>
              {person.isYou && ' (you)'}
              <span className="under">
                <bdi>{person.email}</bdi>
              </span>
            </>
          ),
        },
        { key: 'role', head: 'Role', cell: (person) => <Right right={person} /> },
        { key: 'since', head: 'Since', cell: (person) => <InstantText at={person.since} zone={zone} /> },
        ...(hrefOf
          ? [
              {
                key: 'change',
                head: 'Change',
                headHidden: true,
                card: 'action' as const,
                cell: (person: ShownPerson) => (
                  <a className="inline-block min-h-6" href={hrefOf(person.id)}>
                    Change<span className="sr-only"> what {person.name || person.email} may do</span>
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

/** Role, limit and the group in a line or two. */
export function Right({ right }: { right: PortalRight }) {
  const locale = useLocale();
  const { role, limit, groupRole } = right;
  return (
    <>
      {PORTAL_ROLE_NAMES[role]}
      {limit && (
        <span className="under">Pays alone up to {formatMoney(money(limit.minor, limit.currency), locale)}</span>
      )}
      {groupRole && (
        <span className="under">{groupRole === 'payer' ? 'Sees and pays for the group' : 'Sees the group'}</span>
      )}
    </>
  );
}
