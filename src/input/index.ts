/** What every reader of input shares: the error that says where, what and what would be right, and checking by schema. */
export { InputError, RunError } from './input-error.js';
export { editDistance, nearestName } from './nearest-name.js';
export { packageFile } from './package-file.js';
export { readFault } from './read-fault.js';
export { check, type Fault, jsonPath, show, validate } from './validate.js';
