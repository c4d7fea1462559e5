import { Link } from 'react-router';
import type { SearchHit } from '#app/modules/activity/types.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { InstantText } from '#app/ui/date-text.tsx';
import { NameText } from './name-text.tsx';
import { ONE_OF_KIND, pathOf } from './timeline-words.ts';

type SearchHitsProps = { hits: readonly SearchHit[]; zone: string; leads: boolean };

/** Where the words stand: when, in what, of whom, and the piece of text around them. */
export function SearchHits({ hits, zone, leads }: SearchHitsProps) {
  return (
    <DataTable
      caption="Places with these words, newest first"
      rows={hits}
      rowKey={(hit) => hit.key}
      columns={[
        {
          ...{ key: 'at', head: 'When', nowrap: true },
          cell: (hit) => <InstantText at={hit.at} zone={zone} />,
        },
        {
          ...{ key: 'words', head: 'Words', rowHeader: true },
          cell: (hit) => (
            <>
              <HitLink hit={hit} leads={leads} />
              <Excerpt hit={hit} />
            </>
          ),
        },
        { key: 'kind', head: 'In', nowrap: true, cell: (hit) => (hit.fileName ? 'File' : ONE_OF_KIND[hit.kind]) },
        { key: 'customer', head: 'Customer', cell: (hit) => <NameText text={hit.customerName} /> },
      ]}
    />
  );
}

function HitLink({ hit, leads }: { hit: SearchHit; leads: boolean }) {
  const to = (leads && pathOf(hit)) || `/staff/customers/${hit.customerId}?tab=timeline`;
  return (
    <Link className="quiet-link wrap-anywhere" to={to}>
      {hit.fileName || hit.title}
    </Link>
  );
}

function Excerpt({ hit }: { hit: SearchHit }) {
  let at = 0;
  return (
    <span className="under wrap-anywhere" dir="auto">
      {hit.excerpt.map((piece) => {
        at += piece.text.length;
        return piece.marked ? <mark key={at}>{piece.text}</mark> : <span key={at}>{piece.text}</span>;
      })}
    </span>
  );
}
