/**
 * Does the work for each of a list, `width` at a time, and answers in the order of the list. After one throws no further one
 * begins; it is thrown on when those under way have ended.
 */
export async function inParallel<In, Out>(
  list: readonly In[],
  width: number,
  work: (one: In) => Promise<Out>,
): Promise<Out[]> {
  const done: Out[] = [];
  const waiting = list.entries();
  let isOver = false;
  const hand = async () => {
    for (const [at, one] of waiting) {
      if (isOver) return;
      try {
        done[at] = await work(one);
      } catch (error) {
        isOver = true;
        throw error;
      }
    }
  };
  const hands = await Promise.allSettled(Array.from({ length: Math.min(width, list.length) }, hand));
  const failed = hands.find((ended) => ended.status === 'rejected');
  if (failed) throw failed.reason;
  return done;
}
