import { showText } from '#app/kernel/show-text.ts';

/** Text that people wrote: shown so that nothing in it acts on what stands around it. */
export function OutsideText({ text }: { text: string }) {
  return <bdi>{showText(text)}</bdi>;
}
