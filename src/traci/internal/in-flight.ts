/**
 * Gives the results of `total` requests in order, with up to `ahead` more of them under way than are asked for.
 * A consumer that stops early waits for those under way.
 */
export async function* inFlight<T>(
  total: number,
  ahead: number,
  request: () => Promise<T>,
): AsyncGenerator<T, void, void> {
  const due: Promise<T>[] = [];
  let requested = 0;
  try {
    for (let i = 0; i < total; i++) {
      while (requested < total && requested <= i + ahead) {
        const result = request();
        // Its failure is reported when its turn comes, which may be later than it happens.
        result.catch(() => {});
        due.push(result);
        requested++;
      }
      const next = due.shift();
      if (next === undefined) return;
      yield await next;
    }
  } finally {
    await Promise.allSettled(due);
  }
}
