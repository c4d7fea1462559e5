import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

/** Where a cell goes when the table becomes cards on a phone. */
export type CardPlace = 'lead' | 'amount' | 'action' | 'line' | 'hidden';

export type Column<Row> = {
  key: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  nowrap?: boolean;
  /** The cell that names the row. Exactly one column should have it. */
  rowHeader?: boolean;
  headHidden?: boolean;
  /** The column can be sorted by a link; needs `sort` on the table. */
  sortable?: boolean;
  /** Defaults: row header is the lead, numbers are the amount, the rest are lines. */
  card?: CardPlace;
  /** Words before the value in card mode; the head is used when it is plain text. */
  cardLabel?: string;
  className?: string;
};

export type Sort = {
  key: string;
  direction: 'ascending' | 'descending';
  /** The address of the same list sorted by this column. */
  href: (key: string, direction: 'ascending' | 'descending') => string;
};

export type Selection<Row> = {
  /** The checkboxes' name; the table must stand inside a form. */
  name: string;
  value: (row: Row) => string;
  label: (row: Row) => string;
  isChosen?: (row: Row) => boolean;
};

type DataTableProps<Row> = {
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Cells of one or more total rows, already built as <tr>. */
  foot?: ReactNode;
  /** Portal: rows become cards on a phone. Otherwise the table scrolls in its own labelled box. */
  cards?: boolean;
  /** Many columns: keep the table's own scroll box at every width (its head then scrolls away). */
  wide?: boolean;
  sort?: Sort;
  selection?: Selection<Row>;
  className?: string;
};

/** A real table: caption, column heads, row heads. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captionShown = false, columns, rows, rowKey, foot, cards = false, sort, selection } = props;
  const roles = cards ? cardRoles : plainRoles;
  const table = (
    <table
      className={classNames(
        'record-table',
        cards ? 'card-table' : selection ? 'sticky-second' : 'sticky-first',
        props.className,
      )}
      role={roles.table}
    >
      <caption className={captionShown ? undefined : 'sr-only'}>{caption}</caption>
      <thead role={roles.group}>
        <tr role={roles.row}>
          {selection && (
            <th scope="col" className="cell-check" role={roles.columnHead}>
              <span className="sr-only">Select</span>
            </th>
          )}
          {columns.map((column) => (
            <ColumnHead key={column.key} column={column} sort={sort} role={roles.columnHead} />
          ))}
        </tr>
      </thead>
      <tbody role={roles.group}>
        {rows.map((row) => (
          <tr key={rowKey(row)} role={roles.row} data-chosen={selection?.isChosen?.(row) || undefined}>
            {selection && (
              <td className="cell-check" role={roles.cell}>
                <input
                  type="checkbox"
                  name={selection.name}
                  value={selection.value(row)}
                  aria-label={selection.label(row)}
                  defaultChecked={selection.isChosen?.(row)}
                />
              </td>
            )}
            {columns.map((column) => (
              <BodyCell key={column.key} column={column} row={row} cards={cards} />
            ))}
          </tr>
        ))}
      </tbody>
      {foot && <tfoot role={roles.group}>{foot}</tfoot>}
    </table>
  );
  if (cards) return table;
  const box = props.wide ? 'table-scroll table-scroll-always' : 'table-scroll';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must take the focus, or the keyboard cannot scroll it
    <section className={box} aria-label={caption} tabIndex={0}>
      {table}
    </section>
  );
}

// Cards change `display`, which drops the table semantics in browsers; written-out roles keep them.
const cardRoles = {
  table: 'table',
  group: 'rowgroup',
  row: 'row',
  columnHead: 'columnheader',
  rowHead: 'rowheader',
  cell: 'cell',
} as const;
const plainRoles: { [part in keyof typeof cardRoles]?: undefined } = {};

type ColumnHeadProps<Row> = { column: Column<Row>; sort?: Sort; role?: string };

function ColumnHead<Row>({ column, sort, role }: ColumnHeadProps<Row>) {
  const sorted = sort && column.sortable && sort.key === column.key ? sort.direction : undefined;
  const words = column.headHidden ? <span className="sr-only">{column.head}</span> : column.head;
  return (
    <th scope="col" role={role} className={column.numeric ? 'cell-numeric' : undefined} aria-sort={sorted}>
      {sort && column.sortable ? (
        <Link to={sort.href(column.key, sorted === 'ascending' ? 'descending' : 'ascending')}>
          {words}
          {sorted && <Icon name="chevron" />}
        </Link>
      ) : (
        words
      )}
    </th>
  );
}

type BodyCellProps<Row> = { column: Column<Row>; row: Row; cards: boolean };

function BodyCell<Row>({ column, row, cards }: BodyCellProps<Row>) {
  const place = column.card ?? (column.rowHeader ? 'lead' : column.numeric ? 'amount' : 'line');
  const label = column.cardLabel ?? (typeof column.head === 'string' ? column.head : undefined);
  const shared = {
    className: classNames(
      column.numeric && 'cell-numeric',
      column.nowrap && 'cell-nowrap',
      cards && `card-${place}`,
      column.className,
    ),
    ...(cards && place === 'line' ? { 'data-label': label } : {}),
  };
  return column.rowHeader ? (
    <th scope="row" role={cards ? cardRoles.rowHead : undefined} {...shared}>
      {column.cell(row)}
    </th>
  ) : (
    <td role={cards ? cardRoles.cell : undefined} {...shared}>
      {column.cell(row)}
    </td>
  );
}
