import { type Content, type Html, html } from './markup.js';
import { fittingDigits, formatNumber } from './number-format.js';

/** One value of a key figure, with its interval where several replications give one. */
export interface KeyValue {
  /** `expected`, `realised`; absent where the key figure has one value. */
  readonly label?: string;
  readonly value: number | string | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly tone?: 'expected' | 'realised';
}

/** A number that a reader should see first. */
export interface KeyFigure {
  readonly label: string;
  readonly unit?: string;
  /** Decimals; fitted to the values by default. */
  readonly digits?: number;
  /** One value, or several to be seen side by side. */
  readonly values: readonly KeyValue[];
  /** A few words below. */
  readonly note?: string;
}

function interval({ low, high }: KeyValue, digits: number): Html | false {
  if (low === null || low === undefined || high === null || high === undefined) return false;
  if (!Number.isFinite(low) || !Number.isFinite(high)) return false;
  return html`<span class="interval">${formatNumber(low, digits)} to ${formatNumber(high, digits)}</span>`;
}

function shownValue(value: KeyValue, figure: KeyFigure): Html {
  const digits =
    figure.digits ?? fittingDigits(figure.values.map((v) => (typeof v.value === 'number' ? v.value : null)));
  const text = typeof value.value === 'string' ? value.value : formatNumber(value.value, digits);
  const unit = figure.unit !== undefined && figure.unit !== '' && figure.unit !== '1';
  return html`<div class="value"><strong>${text}${unit && html`<span class="unit"> ${figure.unit}</span>`}</strong>${interval(value, digits)}${
    value.label !== undefined && html`<span class="which ${value.tone ?? ''}">${value.label}</span>`
  }</div>`;
}

/** Key figures as tiles; values of one tile stand side by side. */
export function keyFigures(figures: readonly KeyFigure[]): Html {
  return html`<dl class="tiles">${figures.map(
    (f) =>
      html`<div class="${f.values.length > 1 ? 'tile pair' : 'tile'}"><dt>${f.label}</dt><dd><div class="values">${f.values.map((v) => shownValue(v, f))}</div>${
        f.note !== undefined && html`<p>${f.note}</p>`
      }</dd></div>`,
  )}</dl>`;
}

/** Terms with what they are: versions, the settings of a scenario. */
export function definitionList(entries: readonly (readonly [term: string, definition: Content])[]): Html {
  return html`<dl class="definitions">${entries.map(([term, definition]) => html`<div${typeof definition === 'string' && definition.length > 40 && html` class="full"`}><dt>${term}</dt><dd>${definition}</dd></div>`)}</dl>`;
}
