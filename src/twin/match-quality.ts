/**
 * How simulations become match quality.
 * `journal` (default): log2(1 + G Q) h / theta (twin-market journal, eq. (1)).
 * `conference`: log2(1 + G Q h) / theta (twin-market conference, eq. (1)).
 */
export type MatchQualityForm = 'journal' | 'conference';

/**
 * m, how well the simulations of a simulator match a vehicle.
 * @param simulations Q, not negative
 * @param generativeScore G in [0, 1], the share of generated simulations that a validator accepts
 * @param preference h, the hits of the simulator in the vehicle's preference cache; not negative
 * @param theta relative accuracy of the model fine-tuned on the simulations, in (0, 1]; 1 is no improvement
 */
export function matchQuality(
  simulations: number,
  generativeScore: number,
  preference: number,
  theta: number,
  form: MatchQualityForm,
): number {
  const accepted = generativeScore * simulations;
  return form === 'journal'
    ? ((Math.log1p(accepted) / Math.LN2) * preference) / theta
    : Math.log1p(accepted * preference) / Math.LN2 / theta;
}
