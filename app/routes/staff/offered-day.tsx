import { formatDate } from '#app/kernel/format-date.ts';
import { addDays, daysBetween, type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { Button } from '#app/ui/button.tsx';
import { useLocale } from '#app/ui/locale.tsx';

/** The posted name of the day that stands on the button. */
const OFFERED = 'offeredOn';

type Fields = [string, string][];
const dateOf = (fields: Fields, name: string): PlainDate | null => {
  const parsed = parsePlainDate(fields.find(([field]) => field === name)?.[1] ?? '');
  return parsed.ok ? parsed.value : null;
};
const replaced = (fields: Fields, name: string, value: string): Fields => [
  ...fields.filter(([field]) => field !== name),
  [name, value],
];

/** An invoice's form with the offered day as its date; the due date moves along, so that the terms stay as chosen. */
export function invoiceOnOfferedDay(fields: Fields): Fields {
  const [offered, documentOn, dueOn] = [OFFERED, 'documentOn', 'dueOn'].map((name) => dateOf(fields, name));
  if (!offered) return fields;
  const moved = replaced(fields, 'documentOn', offered);
  return documentOn && dueOn ? replaced(moved, 'dueOn', addDays(offered, daysBetween(documentOn, dueOn))) : moved;
}

/** A payment's form with the offered day as the day it counts; the day that was typed stays as its value date. */
export function paymentOnOfferedDay(fields: Fields): Fields {
  const [offered, receivedOn, valueOn] = [OFFERED, 'receivedOn', 'valueOn'].map((name) => dateOf(fields, name));
  if (!offered || !receivedOn) return fields;
  return replaced(replaced(fields, 'receivedOn', offered), 'valueOn', valueOn ?? receivedOn);
}

/** A credit note's form with the offered day as its date. */
export function creditOnOfferedDay(fields: Fields): Fields {
  const offered = dateOf(fields, OFFERED);
  return offered ? replaced(fields, 'documentOn', offered) : fields;
}

/** Sends the same form again with the offered day. Stands after the main button, so that Enter does not choose it. */
export function OfferedDay({ day, verb, intent }: { day: PlainDate | undefined; verb: string; intent: string }) {
  const locale = useLocale();
  if (!day) return null;
  return (
    <>
      <input type="hidden" name={OFFERED} value={day} />
      <Button variant="second" name="intent" value={intent}>
        {verb} {formatDate(day, locale)}
      </Button>
    </>
  );
}
