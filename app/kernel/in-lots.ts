/**
 * Gathers what is asked for while the work before is under way, and does it together: the first alone and at once, then, in
 * lots of `most`, all that came meanwhile. Answers each its own part of the lot's answers, which are in the lot's order. A
 * lot that throws throws for each of it.
 */
export function inLots<In, Out>(
  most: number,
  work: (lot: readonly In[]) => Promise<readonly Out[]>,
): (one: In) => Promise<Out> {
  type Waiting = { readonly one: In; answer(out: Out): void; fail(reason: unknown): void };
  const waiting: Waiting[] = [];
  let isBusy = false;
  const doLot = async (lot: readonly Waiting[]) => {
    try {
      const answers = await work(lot.map(({ one }) => one));
      for (const [at, { answer }] of lot.entries()) answer(answers[at]!);
    } catch (error) {
      for (const { fail } of lot) fail(error);
    }
  };
  const goOn = async () => {
    if (isBusy) return;
    isBusy = true;
    while (waiting.length > 0) await doLot(waiting.splice(0, most));
    isBusy = false;
  };
  return (one) =>
    new Promise((answer, fail) => {
      waiting.push({ one, answer, fail });
      void goOn();
    });
}
