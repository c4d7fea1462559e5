import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type Currency, money, parseMoney } from '#app/kernel/money.ts';
import { Button } from '#app/ui/button.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FieldErrors } from '#app/ui/field.tsx';
import { FormStack, TextArea } from '#app/ui/inputs.tsx';
import { MoneyText } from '#app/ui/money-text.tsx';
import { KeyTarget, WorkKeys } from '#app/ui/work-keys.tsx';
import { applyName } from './split-names.ts';

type Values = Record<string, string>;

/** Fills the split from a pasted list, from the oldest, or clears it; nothing is recorded by these. */
export function SplitTools({ values, errors }: { values: Values; errors: FieldErrors }) {
  return (
    <div className="panel-pad flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <KeyTarget letter="a">
          <Button small variant="second" name="intent" value="fill-oldest" busy="Filling in…" title="Key A">
            Fill in, oldest first
          </Button>
        </KeyTarget>
        <KeyTarget letter="x">
          <Button small variant="quiet" name="intent" value="clear-split" busy="Clearing…" title="Key X">
            Clear the amounts
          </Button>
        </KeyTarget>
      </div>
      <Disclosure shut="Paste a remittance" startOpen={Boolean(errors.remittance || values.remittance)}>
        <FormStack>
          <TextArea
            name="remittance"
            label="Numbers and amounts"
            hint="One line each, like INV-000123 1,200.00. Parted by a tab, a space, a semicolon, or a comma and a space."
            optional
            rows={6}
            defaultValue={values.remittance}
            error={errors.remittance}
          />
          <Button small variant="second" name="intent" value="use-amounts" busy="Reading…">
            Use these amounts
          </Button>
        </FormStack>
      </Disclosure>
    </div>
  );
}

/** Enter in a field presses the first button of its form: this one, and not one that fills a row. */
export const DefaultButton = ({ intent }: { intent: string }) => (
  <button type="submit" name="intent" value={intent} className="sr-only" tabIndex={-1} aria-hidden="true" />
);

type SplitKeysProps = { children: ReactNode; filled: Values | undefined };

/**
 * The keys of a split: A fills the oldest, X clears, and in an amount's box Space takes all and R the remainder;
 * Ctrl and Enter press the main button. What the server filled in is written into the boxes, the cursor staying.
 */
export function SplitKeys({ children, filled }: SplitKeysProps) {
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const form = area.current?.querySelector('form');
    if (!form || !filled) return;
    for (const [name, value] of Object.entries(filled)) writeInto(form.elements.namedItem(name), value);
    form.dispatchEvent(new Event('input'));
  }, [filled]);
  return (
    <WorkKeys label="Split the money">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: each key presses a button that stands here */}
      <div ref={area} onKeyDown={(event) => pressed(event, area.current)}>
        {children}
      </div>
    </WorkKeys>
  );
}

function writeInto(field: Element | RadioNodeList | null, value: string): void {
  const takes =
    field instanceof RadioNodeList ||
    field instanceof HTMLSelectElement ||
    field instanceof HTMLTextAreaElement ||
    (field instanceof HTMLInputElement && /^(text|hidden|date|search)$/.test(field.type) && field.name !== 'offeredOn');
  if (takes) field.value = value;
}

function pressed(event: KeyboardEvent<HTMLElement>, area: HTMLElement | null): void {
  const meant = meantButton(event, area);
  if (!meant) return;
  event.preventDefault();
  event.stopPropagation();
  meant.click();
}

function meantButton(event: KeyboardEvent<HTMLElement>, area: HTMLElement | null): HTMLElement | null | undefined {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    return area?.querySelector<HTMLElement>('[data-main-button] button');
  const box = event.target as HTMLElement;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (!(box instanceof HTMLInputElement) || !box.name.startsWith(applyName(''))) return null;
  const row = box.closest('[data-split-row]');
  const key = event.key.toLowerCase();
  if (key === ' ' && box.value === '') return row?.querySelector<HTMLElement>('button[value^="full:"]');
  if (key === 'r') return row?.querySelector<HTMLElement>('button[value^="rest:"]');
  return key === 'a' || key === 'x' ? area?.querySelector<HTMLElement>(`[data-work-key="${key}"] button`) : null;
}

type DifferenceProps = { currency: Currency; values: Values; totalMinor: bigint | null };

/** What the amounts typed leave of the money. `totalMinor` is what there is; null where the form's own amount says it. */
export function Difference({ currency, values, totalMinor }: DifferenceProps) {
  const line = useRef<HTMLParagraphElement>(null);
  const [minor, setMinor] = useState(() => differenceOf(Object.entries(values), currency, totalMinor));
  useEffect(() => {
    const form = line.current?.closest('form');
    if (!form) return;
    const reckon = () => {
      const texts = [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string');
      setMinor(differenceOf(texts, currency, totalMinor));
    };
    reckon();
    form.addEventListener('input', reckon);
    return () => form.removeEventListener('input', reckon);
  }, [currency, totalMinor]);
  return (
    <p ref={line} className="panel-pad" role="status">
      {minor === null ? (
        'Amounts typed below are taken from the money; what they leave is shown here.'
      ) : (
        <>
          {minor < 0n ? 'More was given than there is: ' : 'Difference: '}
          <strong>
            <MoneyText money={money(minor < 0n ? -minor : minor, currency)} style="code" />
          </strong>
        </>
      )}
    </p>
  );
}

function differenceOf(fields: readonly [string, string][], currency: Currency, total: bigint | null): bigint | null {
  const read = (text: string) => {
    const parsed = parseMoney(text, currency);
    return parsed.ok ? parsed.value : null;
  };
  const there = total ?? read(fields.find(([name]) => name === 'amount')?.[1] ?? '');
  const given = fields.filter(([name, text]) => name.startsWith(applyName('')) && text.trim() !== '');
  if (there === null || given.length === 0) return null;
  return given.reduce((left, [, text]) => left - (read(text) ?? 0n), there);
}
