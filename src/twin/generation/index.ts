/** Generative simulation: how long a simulation takes and what it is worth, declared or from a small diffusion model of signs. */

export { folderSignData } from './folder-sign-data.js';
export {
  type DeclaredSimulations,
  declaredModel,
  type GeneratedSimulation,
  type GenerativeModel,
  type SignSimulations,
  signsModel,
  simulationLatency,
} from './generative-model.js';
export { renderedSigns, renderSign } from './render-sign.js';
export { type LearntSigns, learntSigns, type WeightHashes, writeSigns } from './shipped-signs.js';
export { renderedSignData, renderedTuningSigns, settingsOf, signDataStreams } from './sign-data.js';
export { type FolderSigns, readSignFolder } from './sign-folder.js';
export { SignGenerator } from './sign-generator.js';
export { imageLength, imageSize, type SignImages } from './sign-image.js';
export {
  type MeasurementOptions,
  measureSigns,
  type PooledSetScore,
  pooledScores,
  readSignMeasurement,
  type ShippedTaskScore,
  type SignMeasurement,
  shippedSignScores,
  writeSignMeasurement,
} from './sign-measurement.js';
export {
  type GenerativeScore,
  generativeScore,
  nearestDistance,
  type RelativeAccuracy,
  relativeAccuracy,
} from './sign-scores.js';
export { type SignSetting, signSettings } from './sign-setting.js';
export { signSheet } from './sign-sheet.js';
export { blankSigns, localSigns, type SignSubject } from './sign-subject.js';
export { generateFor, type SignSetScore, type SignTask, scoreSigns, signTasks } from './sign-tasks.js';
export { SignValidator } from './sign-validator.js';
export {
  type SignData,
  type SignProgress,
  type SignTraining,
  type TrainedSigns,
  trainBaseSigns,
  trainSigns,
  tuneSigns,
} from './train-signs.js';
