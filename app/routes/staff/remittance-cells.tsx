import { Link } from 'react-router';
import { type Currency, money } from '#app/kernel/money.ts';
import type { DeductionCode } from '#app/modules/cash-application/queries/deduction-codes.server.ts';
import type { PlannedRow, RowState } from '#app/modules/remittances/types.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { NameText } from './name-text.tsx';
import { REDUCTION_WORDS } from './reduction-words.ts';
import { rowField } from './remittance-fields.ts';

const STATES: Readonly<Record<Exclude<RowState, 'fits'>, string>> = {
  unknown: 'No open item has this number',
  settled: 'Nothing of it is open any more',
  several: 'Several open items end in it',
  'wrong-side': 'An invoice cannot be used up, nor a credit be paid',
  'too-much': 'More than is open of it',
};

/** The number the customer wrote, what it is taken for, and a box where it fits nothing. */
export function NumberCell({ row: planned, mayChoose }: { row: PlannedRow; mayChoose: boolean }) {
  const { row, item, state, rowNo, choice } = planned;
  return (
    <>
      <span className="reference wrap-anywhere">{row.number}</span>
      {item && (
        <span className="under">
          <Link to={`/staff/customers/${item.customerId}?tab=open-items`}>{item.number}</Link>,{' '}
          <NameText text={item.customerName} />
        </span>
      )}
      {state !== 'fits' && (
        <span className="under">
          <Badge tone="warn" icon="info">
            {STATES[state]}
          </Badge>
        </span>
      )}
      {mayChoose && (state !== 'fits' || choice?.number) && (
        <TextInput
          name={rowField('number', rowNo)}
          label={`Number meant in row ${rowNo}`}
          size="short"
          autoComplete="off"
          defaultValue={choice?.number ?? ''}
        />
      )}
    </>
  );
}

type CellProps = { row: PlannedRow; currency: Currency; codes: readonly DeductionCode[]; mayChoose: boolean };

/** What was taken off, by name, and whether it may be. */
export function TakenOff({ row: planned, currency, codes, mayChoose }: CellProps) {
  const { row, rowNo, rests, choice } = planned;
  const label = (code: string | undefined) => codes.find((one) => one.code === code)?.label ?? '';
  const code = choice?.code ?? rests.find((rest) => rest.code)?.code ?? 'unknown';
  const isDeducted = row.deductedMinor > 0n || choice?.discountAs === 'deduction';
  return (
    <>
      {rests.map((rest) => (
        <span className="block" key={`${rest.kind} ${rest.code}`}>
          {REDUCTION_WORDS[rest.kind]} <MoneyText money={money(rest.amountMinor, currency)} style="bare" />
          {rest.code && !mayChoose && <span className="under">{label(rest.code)}</span>}
        </span>
      ))}
      {row.reason && <span className="under wrap-anywhere">“{row.reason}”</span>}
      {mayChoose && row.discountMinor > 0n && (
        <Select
          name={rowField('discount', rowNo)}
          label={`Discount of row ${rowNo}`}
          labelHidden
          options={[
            { value: 'discount', label: 'May be taken' },
            { value: 'deduction', label: 'May not: a deduction' },
            { value: 'open', label: 'May not: stays open' },
          ]}
          defaultValue={choice?.discountAs ?? 'discount'}
        />
      )}
      {mayChoose && isDeducted && (
        <Select
          name={rowField('code', rowNo)}
          label={`Reason of row ${rowNo}`}
          labelHidden
          options={codes.map((one) => ({ value: one.code, label: one.label }))}
          defaultValue={code}
        />
      )}
    </>
  );
}

/** What stays open of the item, or what that is called. */
export function Left({ row: planned, currency, codes, mayChoose }: CellProps) {
  const { leftMinor, rowNo, state, choice } = planned;
  if (state === 'too-much')
    return (
      <>
        <MoneyText money={money(-leftMinor, currency)} style="bare" /> too much
      </>
    );
  if (state !== 'fits' || (leftMinor === 0n && (choice?.rest ?? 'open') === 'open')) return <>–</>;
  const isOpen = (choice?.rest ?? 'open') === 'open';
  return (
    <>
      {leftMinor > 0n && <MoneyText money={money(leftMinor, currency)} style="bare" />}
      {mayChoose ? (
        <Select
          name={rowField('rest', rowNo)}
          label={`What is left of row ${rowNo}`}
          labelHidden
          options={[
            { value: 'open', label: 'Stays open' },
            ...(['discount', 'withholding', 'bank_charge', 'small_difference'] as const).map((kind) => ({
              value: kind,
              label: REDUCTION_WORDS[kind],
            })),
            ...codes.map((one) => ({ value: `deduction:${one.code}`, label: `Deduction: ${one.label}` })),
          ]}
          defaultValue={
            choice?.rest === 'deduction' ? `deduction:${choice.code ?? 'unknown'}` : (choice?.rest ?? 'open')
          }
        />
      ) : (
        isOpen && <span className="under">stays open</span>
      )}
    </>
  );
}
