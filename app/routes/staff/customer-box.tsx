import { useEffect, useId, useRef } from 'react';
import { Form, useFetcher } from 'react-router';
import { Button } from '#app/ui/button.tsx';
import { TextInput } from '#app/ui/inputs.tsx';

const PAUSE_MS = 200;
const LETTERS_MIN = 2;

type Found = { rows: readonly { id: string; number: string; name: string }[] };

/**
 * Where the customer is typed: Enter bills the one the text names, several are shown to choose from. Script offers names while they are
 * typed; without it the search is a step of its own.
 */
export function CustomerBox({ search }: { search: string }) {
  const found = useFetcher<Found>();
  const clock = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const listId = useId();
  useEffect(() => () => clearTimeout(clock.current), []);
  const look = (text: string) => {
    clearTimeout(clock.current);
    if (text.trim().length < LETTERS_MIN) return;
    clock.current = setTimeout(() => found.load(`/staff/invoices/new?q=${encodeURIComponent(text)}`), PAUSE_MS);
  };
  return (
    <Form method="post" className="filter-bar" aria-label="Whom to bill">
      <TextInput
        name="customer"
        label="Customer"
        hint="Name or number."
        defaultValue={search}
        size="medium"
        autoComplete="off"
        list={listId}
        onInput={(event) => look(event.currentTarget.value)}
      />
      <datalist id={listId}>
        {found.data?.rows.map((row) => (
          <option key={row.id} value={row.number}>
            {row.name}
          </option>
        ))}
      </datalist>
      <Button busy="Opening…">Bill</Button>
    </Form>
  );
}
