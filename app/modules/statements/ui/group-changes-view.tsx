import { money } from '#app/kernel/money.ts';
import { showText } from '#app/kernel/show-text.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import type { AccountChange, GroupChanges } from '../types.ts';

type Part = GroupChanges[number];

/** What changed of a group's statement in one sentence. */
export function GroupChangesSentence({ changes }: { changes: GroupChanges }) {
  const changed = changes.flatMap(({ accounts }) => accounts).filter(({ learned }) => learned > 0).length;
  if (changed === 0) return <p>Nothing was learned since that belongs on this statement. It still stands.</p>;
  return (
    <p>
      {changed === 1 ? 'Of one account something was' : `Of ${changed} accounts something was`} learned since that
      belongs on this statement.
    </p>
  );
}

/** The accounts of a group in one currency, then and now, with their sums. */
export function GroupChangesTable({
  part: { currency, accounts },
  hrefOf,
}: {
  part: Part;
  /** Where the changes of one account stand; undefined where this reader may not open it. */
  hrefOf: (of: { customerId: string; currency: Part['currency'] }) => string | undefined;
}) {
  const sum = (of: (one: AccountChange) => bigint) => accounts.reduce((total, one) => total + of(one), 0n);
  const figure = (minor: bigint) => <MoneyText money={money(minor, currency)} />;
  const moved = (minor: bigint) => <MoneyText money={money(minor, currency)} sign="always" />;
  const [before, after] = [sum((one) => one.beforeMinor), sum((one) => one.afterMinor)];
  return (
    <DataTable
      caption={`Accounts of the group in ${currency}, as they were and as they are`}
      rows={accounts}
      rowKey={({ member }) => member.id}
      cards
      columns={[
        {
          key: 'account',
          head: 'Account',
          rowHeader: true,
          cell: (one) => (
            <>
              <bdi>{showText(one.member.name)}</bdi> <span className="reference">{one.member.number}</span>
              <Learned one={one} href={hrefOf({ customerId: one.member.id, currency })} currency={currency} />
            </>
          ),
        },
        { key: 'before', head: 'Then', numeric: true, card: 'line', cell: (one) => figure(one.beforeMinor) },
        { key: 'after', head: 'Now', numeric: true, cell: (one) => figure(one.afterMinor) },
        {
          key: 'moved',
          head: 'Difference',
          numeric: true,
          card: 'line',
          cell: (one) => moved(one.afterMinor - one.beforeMinor),
        },
      ]}
      foot={
        <tr>
          <th scope="row" colSpan={3}>
            The whole group, from {figure(before)} to {figure(after)}
          </th>
          <td className="cell-numeric">
            <strong>{moved(after - before)}</strong>
          </td>
        </tr>
      }
    />
  );
}

function Learned({ one, href, currency }: { one: AccountChange; href: string | undefined; currency: string }) {
  const text = one.learned === 0 ? 'nothing learned since' : `${one.learned} learned since`;
  if (one.learned === 0 || !href) return <span className="under">{text}</span>;
  return (
    <span className="under">
      <a href={href}>
        {text}
        <span className="sr-only">
          {' '}
          of {showText(one.member.name)}, {currency}
        </span>
      </a>
    </span>
  );
}
