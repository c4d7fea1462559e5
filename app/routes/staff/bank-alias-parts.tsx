import { Form, Link } from 'react-router';
import type { AliasRow } from '#app/modules/banking/queries/learned-aliases.server.ts';
import type { FormRefusal } from '#app/platform/http/form.server.ts';
import { Button, ButtonRow } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { FormStack, TextInput } from '#app/ui/inputs.tsx';
import { Panel } from '#app/ui/panel.tsx';
import { NameText } from './name-text.tsx';

const KINDS = { account: 'Account', name: 'Name' } as const;

/** What names one learned account or name in an address or a form. */
export const aliasKey = ({ kind, value, customerId }: Pick<AliasRow, 'kind' | 'value' | 'customerId'>): string =>
  `${kind}|${value}|${customerId}`;

type AliasTableProps = {
  aliases: readonly AliasRow[];
  more: boolean;
  search: string;
  path: string;
  zone: string;
  hrefOf: ((key: string) => string) | null;
};

/** Accounts and names that confirmed lines taught, and which of them speak. */
export function AliasTable({ aliases, more, search, path, zone, hrefOf }: AliasTableProps) {
  return (
    <>
      <FilterBar
        action={path}
        label="Learned accounts and names"
        clearHref={search ? path : undefined}
        submitLabel="Find"
      >
        <TextInput name="search" label="Account, name or customer" type="search" defaultValue={search} />
      </FilterBar>
      <Panel
        title={aliases.length === 0 ? 'Nothing was learned' : 'Accounts and names learned'}
        aside={more ? 'Type more to see the rest' : undefined}
        foot="A line that a person set against one customer teaches its account and its name. Undoing the line takes that back; what you forget stays forgotten, whatever is confirmed later."
      >
        {aliases.length === 0 ? (
          <EmptyState>{search ? 'No account, name or customer fits.' : 'Confirmed lines will teach some.'}</EmptyState>
        ) : (
          <DataTable
            caption="Learned accounts and names"
            rows={aliases}
            rowKey={aliasKey}
            columns={[
              { key: 'shown', head: 'On the line', rowHeader: true, cell: (alias) => <NameText text={alias.shown} /> },
              { key: 'kind', head: 'What it is', cell: ({ kind }) => KINDS[kind] },
              {
                key: 'customer',
                head: 'Customer',
                cell: (alias) => (
                  <>
                    <NameText text={alias.customerName} />
                    <span className="under reference">{alias.customerNumber}</span>
                  </>
                ),
              },
              {
                key: 'learned',
                head: 'Last taught',
                cell: ({ learnedAt }) => <InstantText at={learnedAt} zone={zone} />,
              },
              { key: 'state', head: 'Speaks', cell: stateWords },
              ...(hrefOf
                ? [{ key: 'go', head: 'Next', cell: (alias: AliasRow) => <Go alias={alias} hrefOf={hrefOf} /> }]
                : []),
            ]}
          />
        )}
      </Panel>
    </>
  );
}

const stateWords = ({ isForgotten, isShared }: AliasRow): string => {
  if (isForgotten) return 'No: forgotten';
  return isShared ? 'No: two customers use it' : 'Yes';
};

function Go({ alias, hrefOf }: { alias: AliasRow; hrefOf: (key: string) => string }) {
  return (
    <Link className="inline-block min-h-6" to={hrefOf(aliasKey(alias))}>
      {alias.isForgotten ? 'Use again' : 'Forget'}
      <span className="sr-only">
        : {KINDS[alias.kind]} {alias.shown}, {alias.customerName}
      </span>
    </Link>
  );
}

/** Forgets one for good, or takes that back. */
export function AliasForm({ alias, result }: { alias: AliasRow; result: FormRefusal | undefined }) {
  const [title, button] = alias.isForgotten ? ['Use this again?', 'Use it again'] : ['Forget this?', 'Forget it'];
  return (
    <Panel title={title} pad id="alias">
      <p className="mb-4 max-w-prose">
        {KINDS[alias.kind]} <NameText text={alias.shown} />
        {alias.isForgotten ? ' will again speak for ' : ' will no longer speak for '}
        <NameText text={alias.customerName} />. What was posted stays.
      </p>
      <Form method="post" noValidate>
        <input type="hidden" name="alias" value={aliasKey(alias)} />
        <input type="hidden" name="forget" value={alias.isForgotten ? 'no' : 'yes'} />
        <FormStack>
          <TextInput
            name="aliasReason"
            label={alias.isForgotten ? 'Why it is used again' : 'Why it is forgotten'}
            defaultValue={result?.values.aliasReason as string | undefined}
            error={result?.fieldErrors.aliasReason}
          />
          <ButtonRow>
            <Button name="intent" value="alias" busy="Keeping…">
              {button}
            </Button>
          </ButtonRow>
        </FormStack>
      </Form>
    </Panel>
  );
}
