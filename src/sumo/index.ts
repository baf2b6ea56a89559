/** The installed SUMO: finding its programs and its share folder, and running a program of it to its end. */
export {
  findProgram,
  findSumoHome,
  isExecutable,
  SumoMissingError,
  sumoEnvironment,
} from './installation.js';
export { boundToThisProcess } from './parent-bound.js';
export { endingOf, lastWordsOf, runSumoTool, SumoToolError, sumoVersion, type ToolOptions } from './tool.js';
