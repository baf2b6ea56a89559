import fc from 'fast-check';

/** Random inputs are the same in every run; `FAST_CHECK_SEED=random` draws others, a number repeats those of a failure. */
const { FAST_CHECK_SEED: wanted = '20261122' } = process.env;
if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
