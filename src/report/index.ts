/** Reports: one self-contained HTML document with SVG figures, for the screen by day and night, phone and paper. */

export type { AuctionDecision, AuctionReport, AuctionWinner } from './auction-report-data.js';
export { type DistributionData, distributionChart } from './charts/distribution.js';
export {
  type IntervalData,
  type IntervalPoint,
  type IntervalSeries,
  intervalChart,
} from './charts/interval.js';
export { type ReliabilityData, type ReliabilityPoint, reliabilityChart } from './charts/reliability.js';
export { type PredictedRealised, type ScatterData, scatterChart } from './charts/scatter.js';
export {
  type TimePoint,
  type TimeSeries,
  type TimeSeriesData,
  timeSeriesChart,
} from './charts/time-series.js';
export { type TransformData, transformChart } from './charts/transform-histogram.js';
export { type Chart, type FigureOptions, figure, figureGrid } from './figure.js';
export { type FreshnessReport, freshnessSection } from './freshness-section.js';
export type { MapRoad, Polyline } from './internal/map-drawing.js';
export { definitionList, type KeyFigure, type KeyValue, keyFigures } from './key-figures.js';
export { type LegendEntry, type LegendMark, legend } from './legend.js';
export type {
  MarketAmounts,
  MarketAuctionReport,
  MarketRow,
  MarketsReport,
  NamedAmounts,
  PromisesReport,
  ReportedMean,
} from './markets-report-data.js';
export { type Content, escapeText, type Html, html, trusted } from './markup.js';
export {
  type MapRoute,
  type MapTask,
  type NetworkMapData,
  networkMap,
  type TaskState,
} from './network-map.js';
export { fittingDigits, formatNumber } from './number-format.js';
export { type ReportPage, type ReportSection, reportPage } from './page.js';
export { runReport } from './run-report.js';
export type {
  CalibrationReport,
  CampaignResult,
  LinkExample,
  OnlineReport,
  RunReportData,
} from './run-report-data.js';
export {
  type StudyChartData,
  type StudyChartPoint,
  type StudyChartSeries,
  studyChart,
} from './study-chart.js';
export { type StudyMapData, type StudyMapPlace, studyMap } from './study-map.js';
export {
  type ReportedClaim,
  type StudyFigure,
  type StudyPicture,
  type StudyReportData,
  type StudyTable,
  studyReport,
} from './study-report.js';
export { type TableCell, type TableColumn, type TableOptions, table } from './table.js';
export { colour, palette, type Tone } from './theme.js';
export {
  type ForecasterReport,
  type TravelTimeReportData,
  travelTimeReport,
} from './travel-time-report.js';
export type { AccuracyForm, AccuracyReport, DwellReport, TwinReport, TwinSums } from './twin-report-data.js';
export { twinSection } from './twin-section.js';
export { type MapUnit, type UnitMapData, unitMap } from './unit-map.js';
export { type VerdictPageData, type VerdictStudy, verdictPage } from './verdict-page.js';
