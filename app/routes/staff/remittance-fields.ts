import { DISCOUNT_AS, REST_KINDS, type RowChoice } from '#app/modules/remittances/types.ts';

export const ROWS_SHOWN = 300;

/** The name of a field of one row. */
export const rowField = (what: 'number' | 'discount' | 'code' | 'rest', rowNo: number): string => `${what}-${rowNo}`;

/** What the fields of the rows say, for the rows that have any; unknown words are taken for the first of their list. */
export function choicesIn(fields: readonly (readonly [string, string])[]): (RowChoice & { rowNo: number })[] {
  const of = new Map(fields);
  const rows = new Set(fields.flatMap(([name]) => /^(?:number|discount|code|rest)-(\d{1,4})$/.exec(name)?.[1] ?? []));
  return [...rows].map(Number).map((rowNo) => {
    const [rest, restCode] = (of.get(rowField('rest', rowNo)) ?? 'open').split(':');
    return {
      ...{ rowNo, number: (of.get(rowField('number', rowNo)) ?? '').trim().slice(0, 80) },
      rest: REST_KINDS.find((kind) => kind === rest) ?? 'open',
      code: restCode ?? of.get(rowField('code', rowNo)) ?? null,
      discountAs: DISCOUNT_AS.find((one) => one === of.get(rowField('discount', rowNo))) ?? 'discount',
    };
  });
}
