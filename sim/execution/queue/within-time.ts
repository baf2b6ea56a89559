/**
 * Does a work that may wait for somebody who never answers.
 * @returns whether it was done within so many milliseconds; then or after an error of it one goes on
 */
export async function withinTime(milliseconds: number, work: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const done = work().then(
    () => true,
    () => false,
  );
  const inTime = await Promise.race([done, late]);
  clearTimeout(timer);
  return inTime;
}
