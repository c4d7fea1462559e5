import { showText } from '#app/kernel/show-text.ts';

/** Text that came from outside: its direction stays its own, and nothing hidden in it acts on its neighbours. */
export function NameText({ text }: { text: string }) {
  return <bdi>{showText(text)}</bdi>;
}
