import { Link } from 'react-router';
import type { Currency } from '#app/kernel/money.ts';
import type { StoredDocument } from '#app/modules/documents/types.ts';
import { sealText } from '#app/modules/ledger/ui/known-at-text.tsx';
import type { Period } from '#app/modules/statements/forms.ts';
import { DateText } from '#app/ui/date-text.tsx';
import { useLocale } from '#app/ui/locale.tsx';
import { Section } from '#app/ui/panel.tsx';

type KeptProps = { kept: readonly Pick<StoredDocument, 'id' | 'statement'>[] };

/** Statements that were made and kept as they were, each with what was learned since. */
export function KeptStatements({ kept }: KeptProps) {
  const locale = useLocale();
  if (kept.length === 0) return null;
  return (
    <Section title="Statements we made for you">
      <ul className="grid gap-2">
        {kept.map(({ id, statement }) =>
          statement ? (
            <li key={id}>
              <a href={`/files/statements/${id}.pdf`}>
                <DateText date={statement.fromOn} /> to <DateText date={statement.toOn} />,{' '}
                {statement.currency ?? 'whole group'} (seal {sealText(statement.sealNo, locale)})
              </a>
              {' · '}
              <Link to={`/statements/changes?${changesQuery(statement)}`}>What changed since</Link>
            </li>
          ) : null,
        )}
      </ul>
    </Section>
  );
}

type Facts = { fromOn: string; toOn: string; currency: string | null; sealNo: bigint };

/** The query that asks what was learned since a statement was made. */
export const changesQuery = ({ fromOn, toOn, currency, sealNo }: Facts): string =>
  new URLSearchParams({
    ...{ from: fromOn, to: toOn, known: sealNo.toString() },
    ...(currency === null ? { group: 'yes' } : { currency }),
  }).toString();

type MonthsProps = { months: readonly Period[]; currency: Currency; isGroup: boolean };

export function MonthList({ months, currency, isGroup }: MonthsProps) {
  const of: Record<string, string> = isGroup ? { group: 'yes' } : { currency };
  return (
    <Section title="By month">
      <ul className="grid gap-2">
        {months.map((month) => (
          <li key={month.fromOn}>
            <Link to={`/statements?${new URLSearchParams({ from: month.fromOn, to: month.toOn, ...of })}`}>
              <DateText date={month.fromOn} /> to <DateText date={month.toOn} />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
