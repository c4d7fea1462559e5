import type { CsvProblem } from '#app/kernel/csv-records.ts';
import { LISTED_MAX, type Taken, type TakenRow } from '../types.ts';

/** Rows of one part of a file, and what was wrong with those that could not be read. */
export type Part<Row> = { readonly rows: readonly Row[]; readonly problems: readonly CsvProblem[] };
export type Parts<Row> = Iterable<Part<Row>> | AsyncIterable<Part<Row>>;

/** What became of one row: added, there already, or refused in one field with what to do. */
export type Outcome = 'added' | 'known' | { readonly field: string; readonly text: string };

export type Shown = { readonly row: number; readonly label: string; readonly about: string };

/** Counts what taking in came to, and keeps the first of it to show. */
export class Tally {
  private readonly rows: TakenRow[] = [];
  private readonly problems: CsvProblem[] = [];
  private problemCount = 0;
  private added = 0;
  private known = 0;

  problem(problem: CsvProblem): void {
    this.problemCount += 1;
    if (this.problems.length < LISTED_MAX) this.problems.push(problem);
  }

  /** What became of the rows of one part, in their order; words are made for those that are shown. */
  part<Row extends { readonly row: number }>(
    rows: readonly Row[],
    outcomes: readonly Outcome[],
    shown: (row: Row) => Omit<Shown, 'row'>,
  ): void {
    for (const [at, row] of rows.entries()) {
      const outcome = outcomes[at] ?? 'added';
      if (typeof outcome === 'object') {
        this.problem({ row: row.row, ...outcome });
        continue;
      }
      if (outcome === 'added') this.added += 1;
      else this.known += 1;
      if (this.rows.length < LISTED_MAX) this.rows.push({ row: row.row, ...shown(row), isNew: outcome === 'added' });
    }
  }

  get isClean(): boolean {
    return this.problemCount === 0;
  }

  taken(): Taken {
    const { added, known, problemCount } = this;
    const rows = [...this.rows].sort((a, b) => a.row - b.row);
    const problems = [...this.problems].sort((a, b) => a.row - b.row);
    return { rows, read: added + known + problemCount, added, known, problems, problemCount };
  }
}
