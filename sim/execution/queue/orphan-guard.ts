/**
 * Loaded first in every child of a worker. The queue's library tells each error of a child to its worker; when the worker was killed, telling
 * is an error itself, which it tells, and so on: such a child would never end, nor ever come to the end of its loading.
 */
process.on('uncaughtException', (error) => {
  const isGone = process.connected !== true || (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
  if (isGone) process.exit(1);
});
